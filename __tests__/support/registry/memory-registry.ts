import { digestOf } from '../../../testing/registry/descriptor';
import type { RegistryClient } from '../../../testing/registry/registry-client';

/** A registry of manifests in memory, which answers like the local one and never more. */
export const createMemoryRegistry = (): RegistryClient => {
  const kept = new Map<string, { readonly mediaType: string; readonly body: Buffer }>();
  const none = Buffer.alloc(0);
  return {
    close: () => kept.clear(),
    send: ({ method, path, headers, body }) => {
      const [repository = '', reference = ''] = path.split(/\/manifests\//);
      if (path.includes('/blobs/uploads/')) {
        return Promise.resolve({ status: 202, headers: { location: `${path}upload-1` }, body: none });
      }
      if (method === 'PUT') {
        const stored = { mediaType: headers['content-type'] ?? '', body };
        kept.set(path, stored).set(`${repository}/manifests/${digestOf(body)}`, stored);
        return Promise.resolve({ status: 201, headers: { 'docker-content-digest': digestOf(body) }, body: none });
      }
      if (method === 'DELETE') {
        return Promise.resolve({ status: kept.delete(path) ? 202 : 404, headers: { reference }, body: none });
      }
      const found = kept.get(path);
      if (!found) return Promise.resolve({ status: 404, headers: {}, body: none });
      return Promise.resolve({ status: 200, headers: { 'content-type': found.mediaType }, body: found.body });
    },
  };
};
