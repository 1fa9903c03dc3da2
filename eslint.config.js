import tseslint from 'typescript-eslint';

/** Twice it let a list through where one object belongs. */
const paths = [
  {
    name: 'class-validator',
    importNames: ['ValidateNested'],
    message: 'Use ObjectOf or ListOf of #validation: by itself it takes a list for an object.',
  },
  {
    name: '@nestjs/common',
    importNames: ['Body', 'Query', 'Param', 'Req'],
    message: 'Use those of #validation: by them a route says what it takes.',
  },
  {
    name: '@nestjs/cqrs',
    importNames: ['ICommandHandler'],
    message: 'Extend Handler of #commands: it opens the transaction and sees that access rules were asked.',
  },
];
/** What an error says can quote somebody's input. */
const noErrorsInTexts = ['String', 'sentenceOf', 'detailOf']
  .map((name) => ({
    selector: `CallExpression[callee.property.name=/^(log|warn|error|debug|fatal)$/][callee.object.property.name=/^(log|logger)$/] CallExpression[callee.name='${name}']`,
    message:
      "Give the error beside the text (logger.warn('It waits.', error)): the log writes what cannot quote anybody's input.",
  }))
  .concat({
    selector: `CallExpression[callee.property.name=/^(log|warn|error|debug|fatal)$/][callee.object.property.name=/^(log|logger)$/] MemberExpression[property.name=/^(stack|message)$/]`,
    message:
      "Give the error beside the text (logger.error('It failed.', error)): its message and stack can quote somebody's input.",
  });
/** Words that no translator would find. */
const message = 'Write it into messages/en.json and say it with t().';
const noSentences = [
  'JSXText[value=/\\p{L}/u]',
  'JSXElement > JSXExpressionContainer > Literal[value=/\\p{L}{2}/u]',
  'JSXElement > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/\\p{L}{2}/u]',
  'JSXAttribute[name.name=/^(aria-label|title|alt|placeholder)$/] > Literal[value=/\\p{L}{2}/u]',
  'JSXAttribute[name.name=/^(aria-label|title|alt|placeholder)$/] > JSXExpressionContainer > :matches(Literal[value=/\\p{L}{2}/u], TemplateLiteral > TemplateElement[value.raw=/\\p{L}{2}/u])',
].map((selector) => ({ selector, message }));
const boundary = (patterns) => ['error', { paths, patterns }];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/', 'libs/client/src/schema.ts', '**/*.mjs', '*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      // A caller names the shape that an answer from outside is read as.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Nest's modules and the entities of TypeORM are classes by design, often with decorators alone.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Shapes of answers are classes so that OpenAPI can read them; nobody asks whether an answer is an instance.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // The index says "not undefined" where the code has just checked it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-deprecated': [
        'error',
        // Marked so as to stand out; the settings let http issuers pass on this machine only.
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      'no-restricted-syntax': ['error', ...noErrorsInTexts],
      // The types of JSX bring those of browsers along.
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'location', 'localStorage', 'history'].map((name) => ({
          name,
          message: 'This runs in Node.',
        })),
      ],
      'no-restricted-imports': boundary([
        {
          group: [
            '**/apps/*/src/**',
            '../../../gateway/**',
            '../../../practices/**',
            '../../../network/**',
            '../../../notifications/**',
            '../../../web/**',
          ],
          message: 'Apps never import apps: what two of them must agree on belongs into libs/contracts.',
        },
        {
          group: ['**/libs/*/src/**'],
          message: 'Import a library by its name (#contracts): its index is what it promises.',
        },
      ]),
    },
  },
  {
    // A page says nothing but messages: a translator must find every word.
    files: ['apps/web/src/**/*.tsx'],
    ignores: ['**/*.spec.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...noErrorsInTexts, ...noSentences] },
  },
  {
    // What browsers run.
    files: ['apps/web/src/browser/**/*.ts', 'e2e/browsing.ts', 'e2e/pages.e2e.spec.ts', 'e2e/each-page.e2e.spec.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    // Where the safe forms are made.
    files: [
      'libs/validation/src/nested.ts',
      'libs/validation/src/parts.ts',
      'apps/practices/src/fact-sheet/fact-sheet.validators.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Commands that are not one transaction; each says why.
    files: ['erase-data-subject', 'sign-out', 'issue-token'].map((name) => `apps/gateway/src/**/${name}.ts`),
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['libs/contracts/**/*.ts'],
    rules: {
      'no-restricted-imports': boundary([
        {
          group: ['#*', '@nestjs/*', 'typeorm', 'kafkajs'],
          message: 'Contracts are pure data: every app and client may load them.',
        },
      ]),
    },
  },
  {
    // The one place where the four apps are put together.
    files: ['apps/embedded/**/*.ts', 'e2e/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', 'deploy/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', 'libs/testing/**/*.ts', 'apps/*/test/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      // Answers are read in tests as a JavaScript client reads them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
);
