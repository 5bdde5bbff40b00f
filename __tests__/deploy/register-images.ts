import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { clientSettings } from './ask-aws';
import { HOST } from './deployment-files';
import { lockOf, type Story } from './story';

/** Tells moto's ECR of the images that the registry holds, so that their repositories are full there, too. */
export const registerImages = async (story: Story): Promise<void> => {
  const { world, deployer } = story.deploy;
  const ecr = new ECRClient(clientSettings(deployer));
  for (const { repository, tag } of Object.values(lockOf(story).images)) {
    const manifest = await world.registry.getManifest(repository, tag);
    if (!manifest) throw new Error(`expected ${repository}:${tag} in the registry, found nothing`);
    const image = {
      imageTag: tag,
      imageManifest: manifest.bytes.toString(),
      imageManifestMediaType: manifest.mediaType,
    };
    await ecr.send(new PutImageCommand({ repositoryName: repository.slice(HOST.length + 1), ...image }));
  }
};
