import { digestOf } from '../../../testing/registry/descriptor';
import type { RegistryClient } from '../../../testing/registry/registry-client';

/** A fake of the local registry that keeps manifests in memory. */
export const createMemoryRegistry = (): RegistryClient => {
  const manifests = new Map<string, { readonly mediaType: string; readonly body: Buffer }>();
  const none = Buffer.alloc(0);
  return {
    close: () => manifests.clear(),
    send: ({ method, path, headers, body }) => {
      const [repository = '', reference = ''] = path.split(/\/manifests\//);
      if (path.includes('/blobs/uploads/')) {
        return Promise.resolve({ status: 202, headers: { location: `${path}upload-1` }, body: none });
      }
      if (method === 'PUT') {
        const stored = { mediaType: headers['content-type'] ?? '', body };
        manifests.set(path, stored).set(`${repository}/manifests/${digestOf(body)}`, stored);
        return Promise.resolve({ status: 201, headers: { 'docker-content-digest': digestOf(body) }, body: none });
      }
      if (method === 'DELETE') {
        return Promise.resolve({ status: manifests.delete(path) ? 202 : 404, headers: { reference }, body: none });
      }
      const found = manifests.get(path);
      if (!found) return Promise.resolve({ status: 404, headers: {}, body: none });
      return Promise.resolve({ status: 200, headers: { 'content-type': found.mediaType }, body: found.body });
    },
  };
};
