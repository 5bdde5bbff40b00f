import { buildPageClient } from '../../../adapters/bundler/bundle-page';
import type { PageClient } from '../../../adapters/report-page/page-client';

describe('buildPageClient', () => {
  let client: PageClient;

  beforeAll(async () => {
    client = await buildPageClient();
  }, 30_000);

  it('bundles a script and a style that need nothing else', () => {
    expect(client.script).toMatch(/^"use strict";\(\(\)=>\{/);
    expect(client.script).not.toMatch(/\b(?:require|import)\(|^import /m);
    expect(client.style).toMatch(/^:root\{/);
    expect(client.style).not.toMatch(/url\(|@import/);
  });

  it('contains nothing that would end the element that it stands in', () => {
    expect(client.script).not.toMatch(/<\/script|<!--/i);
    expect(client.style).not.toMatch(/<\/style/i);
  });

  it('is small', () => {
    expect(client.script.length).toBeLessThan(40_000);
    expect(client.style.length).toBeLessThan(16_000);
  });

  it('gives the same bytes each time', async () => {
    expect(await buildPageClient()).toEqual(client);
  });
});
