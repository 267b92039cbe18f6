/** A style sheet taken in as text by the bundler, so that it can become a constructable sheet of the shadow root. */
declare module '*.css?inline' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the bundler gives the text as the default export
  export default text;
}
