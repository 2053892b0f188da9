/**
 * Shows that the policy binds workers on this page: a fetch and code from text must both be refused
 * here. Posts one `ProbeResult` and ends.
 */
import './lock-down';
import { isFetchRefused } from './fetch-probe';
import type { ProbeResult } from './protocol';

function isCodeRefused(): boolean {
  try {
    return typeof new Function('') !== 'function';
  } catch {
    return true;
  }
}

const result: ProbeResult = {
  fetchRefused: await isFetchRefused(),
  codeRefused: isCodeRefused(),
  isolated: self.crossOriginIsolated,
};
self.postMessage(result);
self.close();
