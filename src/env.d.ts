/** What the bundler adds to TypeScript, without the DOM types `vite/client` would bring along. */
declare module '*?url' {
  const url: string;
  export default url;
}
