import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { clientSettings } from './call-aws';
import { HOST } from './deployment-files';
import { lockOf, type DeployContext } from './deploy-context';

/** Adds the pushed images to moto's ECR, so that it knows which repositories are not empty. */
export const registerImages = async (context: DeployContext): Promise<void> => {
  const { emulated, admin } = context.environment;
  const ecr = new ECRClient(clientSettings(admin));
  for (const { repository, tag } of Object.values(lockOf(context).images)) {
    const manifest = await emulated.registry.getManifest(repository, tag);
    if (!manifest) throw new Error(`expected ${repository}:${tag} in the registry, found nothing`);
    const image = {
      imageTag: tag,
      imageManifest: manifest.bytes.toString(),
      imageManifestMediaType: manifest.mediaType,
    };
    await ecr.send(new PutImageCommand({ repositoryName: repository.slice(HOST.length + 1), ...image }));
  }
};
