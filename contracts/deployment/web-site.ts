import type { WrittenPattern } from './written-pattern';

interface WebSite {
  readonly registry: string;
  /** How paths of its addresses become paths of repositories. Default: they are the same. */
  readonly toPath?: (path: string) => string;
}

/** Web sites that show the images of a registry, by their hosts. */
const WEB_SITES: ReadonlyMap<string, WebSite> = new Map([
  [
    'hub.docker.com',
    {
      registry: 'docker.io',
      toPath: (path: string) => path.replace(/^_\//, 'library/').replace(/^r\//, ''),
    },
  ],
  ['docker.com', { registry: 'docker.io' }],
  ['www.docker.com', { registry: 'docker.io' }],
  ['gallery.ecr.aws', { registry: 'public.ecr.aws' }],
  ['github.com', { registry: 'ghcr.io' }],
  ['gitlab.com', { registry: 'registry.gitlab.com' }],
]);

/** The repository that was meant by the address of a web site; undefined if the host is none. */
export const webSiteProblem = ({ host, path }: WrittenPattern): string | undefined => {
  const site = WEB_SITES.get(host);
  if (site === undefined) return undefined;
  const { registry, toPath = (same) => same } = site;
  const meant = [registry, toPath(path)].filter((part) => part !== '').join('/');
  return `${meant}, since ${host} is a web site and ${registry} is its registry`;
};
