/** Whether the policy of this thread refuses a request that needs no network. */
export async function isFetchRefused(): Promise<boolean> {
  try {
    await fetch('data:,x');
    return false;
  } catch {
    return true;
  }
}
