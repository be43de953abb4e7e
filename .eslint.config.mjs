import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time is handed in as now.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The time is handed in as now.' },
];
const patterns = [
  {
    selector: "NewExpression[callee.name='RegExp']:not([arguments.0.type='Literal'])",
    message: 'A pattern built from values may be slow or mean something else: write it down.',
  },
];
const environment = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Settings come from config.ts.' },
];
const banned = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules.flat()] });

export default defineConfig(
  { ignores: ['node_modules', 'dist', 'var'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['{test,bench}/**/*.ts'], rules: banned(patterns) },
  { files: ['{src,jobs}/**/*.ts'], rules: banned(clock, patterns, environment) },
  { files: ['src/compose.ts'], rules: banned(patterns, environment) },
  { files: ['src/{main,cli}.ts'], rules: banned(clock, patterns) },
  { files: ['src/local/**/*.ts'], rules: banned(patterns) },
  // Patterns from values are what a store is asked for.
  { files: ['src/embedded-mongo/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
