import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist", "**/node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    // One program of all packages: a third faster than one each.
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `require` loads late what few programs need; the SDK hands over methods without a this.
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    // Answers are looked at as the JSON that they are.
    files: ["test/**/*.ts"],
    rules: Object.fromEntries(
      ["assignment", "member-access", "call", "argument", "return"]
        .map((what) => [`@typescript-eslint/no-unsafe-${what}`, "off"])
        .concat([["@typescript-eslint/no-floating-promises", "off"]]),
    ),
  },
  {
    // What `pulumi import` prints is shown as it is.
    files: ["examples/import-existing/index.ts"],
    rules: { "@typescript-eslint/no-unused-vars": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: {
        URL: "readonly",
        console: "readonly",
        process: "readonly",
        require: "readonly",
        module: "readonly",
      },
    },
  },
);
