/** The table of who may import whom. A room may always import from itself and, but for the domain, from Node.js. */
const rooms = [
  { room: 'src/domain', files: [], types: [], packages: [] },
  { room: 'src/stores', files: ['src/domain'], types: ['src/log'], packages: ['mongoose', 'mongodb'] },
  {
    room: 'src/actions',
    files: ['src/domain'],
    types: [
      'src/stores',
      'src/queue',
      'src/mailer',
      'src/texter',
      'src/seal',
      'src/passwords',
      'src/attachment-cleaner',
      'src/config',
      'src/log',
    ],
    packages: [],
  },
  {
    room: 'src/web',
    files: ['src/domain', 'src/locales'],
    types: ['src/actions', 'src/stores', 'src/intake', 'src/seal', 'src/config', 'src/log', 'src/rate-limit'],
    packages: [
      'express',
      'express-handlebars',
      'express-session',
      'connect-mongo',
      'handlebars',
      'helmet',
      'multer',
      'i18next',
      'rate-limiter-flexible',
      'prom-client',
      'd3-scale',
      'd3-shape',
      'csv-stringify',
      'qrcode',
      'zod',
    ],
  },
  { room: 'jobs', files: ['src/queue'], types: ['src/actions', 'src/log'], packages: ['bullmq', 'ioredis'] },
  {
    room: 'src/intake',
    files: ['src/domain'],
    types: ['src/actions', 'src/log'],
    packages: ['csv-parse', 'csv-stringify', 'zod'],
  },
  { room: 'src/demo', files: ['src/domain', 'src/intake'], types: ['src/actions'], packages: ['csv-parse'] },
  // tsx: a thread registers the loader of TypeScript itself.
  { room: 'src/embedded-mongo', files: [], types: [], packages: ['bson', 'lmdb', 'tsx'] },
];

/** The rooms within the built-in store, from the bottom up. */
const storeRooms = [
  { room: 'semantics', files: [] },
  { room: 'raw', files: ['semantics'] },
  { room: 'keys', files: ['semantics'] },
  { room: 'wire', files: ['raw', 'semantics'] },
  { room: 'storage', files: ['keys', 'raw', 'semantics'] },
  { room: 'planner', files: ['storage', 'keys', 'raw', 'semantics'] },
  { room: 'query', files: ['planner', 'storage', 'keys', 'raw', 'semantics'] },
  { room: 'upkeep', files: ['storage', 'keys', 'raw', 'semantics', 'dir-lock'] },
  { room: 'commands', files: ['query', 'planner', 'storage', 'raw', 'semantics', 'wire', 'upkeep'] },
];

/** What lives in one place and nowhere else. */
const homes = [
  { packages: ['mongoose', 'mongodb'], home: ['src/stores'] },
  { packages: ['express', 'express-handlebars', 'express-session', 'helmet', 'multer'], home: ['src/web'] },
  { packages: ['connect-mongo'], home: ['src/web', 'src/compose'] },
  { packages: ['bullmq'], home: ['jobs', 'src/queue'] },
  { packages: ['nodemailer'], home: ['src/mailer'] },
  { packages: ['sharp', '@cantoo/pdf-lib'], home: ['src/attachment-cleaner', 'src/pdf-cleaner', 'src/pdf-process'] },
  { packages: ['lmdb'], home: ['src/embedded-mongo'] },
];

const inside = (names) => names.map((name) => `^${name}(/|\\.ts$)`);
const fromNpm = (names) => names.map((name) => `(^|/)node_modules/(@types/)?${name}/`);
const ofNpm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];
const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbidden('no-cycles', 'Two files that need each other are one noun, or hide a third.', {}, { circular: true }),
    forbidden('no-orphans', 'Nothing uses it.', { orphan: true, pathNot: '(\\.d\\.m?ts|^src/web/assets/.*)$' }, {}),
    forbidden('resolvable', 'It must exist and be named in package.json.', {}, { couldNotResolve: true }),
    forbidden(
      'pure-domain',
      'The domain has no clock, no input and no output.',
      { path: inside(['src/domain']) },
      { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    ),
    ...rooms.flatMap(({ room, files, types, packages }) => {
      const from = { path: inside([room]) };
      return [
        forbidden(
          `${room}: files`,
          'See the table of rooms.',
          from,
          { path: '^(src|jobs|test|bench)/', pathNot: inside([room, ...files, ...types]) },
        ),
        ...(types.length === 0
          ? []
          : [
              forbidden(
                `${room}: types only`,
                'Values come through compose.',
                from,
                { path: inside(types), dependencyTypesNot: ['type-only'] },
              ),
            ]),
        forbidden(`${room}: packages`, 'It lives in another room.', from, {
          dependencyTypes: ofNpm,
          pathNot: fromNpm(packages),
        }),
      ];
    }),
    ...storeRooms.map(({ room, files }) =>
      forbidden(
        `embedded-mongo/${room}: files`,
        'See the table of the built-in store.',
        { path: inside([`src/embedded-mongo/${room}`]) },
        { path: '^src/embedded-mongo/', pathNot: inside([room, ...files].map((name) => `src/embedded-mongo/${name}`)) },
      ),
    ),
    ...homes.map(({ packages, home }) =>
      forbidden(
        `${packages[0]}: one home`,
        `It lives in ${home.join(' and ')}.`,
        { path: '^(src|jobs)/', pathNot: inside(home) },
        { path: fromNpm(packages) },
      ),
    ),
    forbidden(
      'local: wired by main',
      'Only the start knows how this machine is equipped.',
      { path: '^(src|jobs)/', pathNot: inside(['src/local', 'src/main', 'src/cli', 'src/compose']) },
      { path: inside(['src/local']) },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
