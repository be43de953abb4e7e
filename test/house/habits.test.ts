import { basename } from 'node:path';
import { expect } from 'chai';
import { filesIn, linesWith } from './tree.ts';

const code = ['.ts', '.mjs'];

describe('the habits of the house', () => {
  it('lets no view put text into a page unescaped, but the layout the page itself', async () => {
    const views = await filesIn(['views'], ['.hbs', '.handlebars']);
    expect(linesWith(/\{\{\{|\{\{~?&/, views, /\{\{\{ *body *\}\}\}/g)).to.deep.equal([]);
  });

  it('never asks the store to run code', async () => {
    const files = await filesIn(['src', 'jobs'], code);
    const asking = files.filter(({ path }) => !path.startsWith('src/embedded-mongo/'));
    expect(linesWith(/\$where|\$function|\$accumulator/, asking)).to.deep.equal([]);
  });

  it('names files in kebab-case, after what they hold', async () => {
    const names = (await filesIn(['src', 'jobs', 'test', 'bench'], code)).map(({ path }) => path);
    const odd = (path: string) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?\.(ts|mjs|mts)$/.test(basename(path));
    const vague = (path: string) => /(^|[-/])(utils?|helpers?|commons?|misc)([-./]|$)/.test(path);
    expect(names.filter((path) => odd(path) || vague(path))).to.deep.equal([]);
  });

  it('knows no machine but the one it runs on', async () => {
    const files = await filesIn(['src', 'jobs', 'views', 'bench'], [...code, '.hbs', '.json']);
    expect(linesWith(/["'`](\/home\/|\/Users\/|\/root\/|\/work\/)/, files)).to.deep.equal([]);
  });
});
