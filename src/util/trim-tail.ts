/**
 * Text without the characters of `tail` at its end. An expression such as `0+$` looks for the end
 * from each place anew, which takes the square of the length. Cost: O(characters taken away).
 */
export function trimTail(text: string, tail: string): string {
  let end = text.length;
  while (end > 0 && tail.includes(text[end - 1])) end--;
  return text.slice(0, end);
}
