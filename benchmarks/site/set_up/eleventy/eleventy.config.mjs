import markdownIt from "markdown-it";
import katex from "@vscode/markdown-it-katex";

export default function (config) {
  config.setLibrary("md", markdownIt({ html: true }).use(katex.default ?? katex));
  return { dir: { input: "content", output: "out" }, markdownTemplateEngine: false };
}
