import {
  type HandleRequest,
  type HttpResponse,
  type HttpRequest,
  jsonResponse,
} from '../../../testing/http/http-message';

/** One workspace: whether it is locked, and the state that was uploaded last. */
export interface CloudWorkspace {
  readonly name: string;
  locked: boolean;
  serial: number;
  outputs: Readonly<Record<string, { readonly type: unknown }>>;
  state: Buffer | undefined;
}

/** The emulated organization. */
export interface CloudOrganization {
  readonly host: string;
  readonly name: string;
  /** The API token that clients must send. */
  readonly token: string;
  readonly workspaces: readonly CloudWorkspace[];
}

/** A workspace without a state. */
export const anEmptyWorkspace = (name: string): CloudWorkspace => ({
  name,
  locked: false,
  serial: 0,
  outputs: {},
  state: undefined,
});

const VERSION = { 'tfp-api-version': '2.6', 'tfp-appname': 'HCP Terraform' };

const found = (type: string, id: string, attributes: object): HttpResponse =>
  jsonResponse(200, { data: { type, id, attributes } }, VERSION);
const refused = (status: number, title: string): HttpResponse =>
  jsonResponse(status, { errors: [{ status: String(status), title }] }, VERSION);
const done = (): HttpResponse => ({ status: 200, headers: VERSION, body: Buffer.alloc(0) });

const workspaceAnswer = ({ name, locked }: CloudWorkspace): HttpResponse =>
  found('workspaces', `ws-${name}`, {
    name,
    locked,
    operations: false,
    'execution-mode': 'local',
    'terraform-version': '~> 1.10',
    permissions: { 'can-lock': true, 'can-unlock': true, 'can-update': true },
  });

const stateAnswer = ({ name, serial }: CloudWorkspace, host: string): HttpResponse => {
  const url = `https://${host}/states/${name}`;
  return found('state-versions', `sv-${name}`, {
    serial,
    status: 'finalized',
    'hosted-state-download-url': url,
    'hosted-state-upload-url': url,
    'hosted-json-state-upload-url': `${url}.json`,
  });
};

const lock = (workspace: CloudWorkspace): HttpResponse => {
  if (workspace.locked) return refused(409, 'workspace already locked');
  workspace.locked = true;
  return workspaceAnswer(workspace);
};

const unlock = (workspace: CloudWorkspace): HttpResponse => {
  workspace.locked = false;
  return workspaceAnswer(workspace);
};

/** The request that creates a state version; Terraform uploads the state afterwards. */
interface StateVersion {
  readonly data: { readonly attributes: { readonly serial: number; readonly 'json-state-outputs': string } };
}

const createStateVersion = (workspace: CloudWorkspace, { host, body }: HttpRequest): HttpResponse => {
  const { attributes } = (JSON.parse(body.toString()) as StateVersion).data;
  workspace.serial = attributes.serial;
  const outputs = Buffer.from(attributes['json-state-outputs'], 'base64').toString();
  workspace.outputs = JSON.parse(outputs) as CloudWorkspace['outputs'];
  return stateAnswer(workspace, host);
};

const outputsAnswer = ({ outputs }: CloudWorkspace): HttpResponse => {
  const data = Object.entries(outputs).map(([name, { type, ...output }]) => ({
    type: 'state-version-outputs',
    id: `wsout-${name}`,
    attributes: { name, ...output, 'detailed-type': type, type: typeof type === 'string' ? type : 'object' },
  }));
  return jsonResponse(200, { data }, VERSION);
};

const upload = (workspace: CloudWorkspace, { body }: HttpRequest): HttpResponse => {
  workspace.state = body;
  return done();
};

const download = ({ state }: CloudWorkspace): HttpResponse =>
  state === undefined ? refused(404, 'not found') : { ...done(), body: state };

type HandleForWorkspace = (workspace: CloudWorkspace, request: HttpRequest) => HttpResponse;

/** The calls that Terraform makes; NAME stands for a workspace's name. */
const routesOf = (organization: string): Readonly<Record<string, HandleForWorkspace>> => ({
  [`GET /api/v2/organizations/${organization}/workspaces/NAME`]: workspaceAnswer,
  'GET /api/v2/workspaces/ws-NAME': workspaceAnswer,
  'POST /api/v2/workspaces/ws-NAME/actions/lock': lock,
  'POST /api/v2/workspaces/ws-NAME/actions/unlock': unlock,
  'GET /api/v2/workspaces/ws-NAME/current-state-version': (workspace, { host }) =>
    workspace.state === undefined ? refused(404, 'not found') : stateAnswer(workspace, host),
  'GET /api/v2/workspaces/ws-NAME/current-state-version-outputs': outputsAnswer,
  'POST /api/v2/workspaces/ws-NAME/state-versions': createStateVersion,
  'GET /api/v2/state-versions/sv-NAME': (workspace, { host }) => stateAnswer(workspace, host),
  'PUT /states/NAME': upload,
  'PUT /states/NAME.json': done,
  'GET /states/NAME': download,
});

const SERVICES = { 'tfe.v2': '/api/v2/', 'tfe.v2.1': '/api/v2/', 'tfe.v2.2': '/api/v2/' };

/**
 * Emulates the API of Terraform Cloud that workspaces in local execution mode need: state and lock. Responds
 * to other calls with 404.
 */
export const emulateTerraformCloud = ({ host, name, token, workspaces }: CloudOrganization): HandleRequest => {
  const routes = routesOf(name);
  return async (request) => {
    const [path = ''] = request.path.split('?');
    if (request.host !== host) return refused(404, 'another host');
    if (path === '/.well-known/terraform.json') return jsonResponse(200, SERVICES);
    // The URL of a state is itself a secret, and Terraform sends no token to it.
    if (!path.startsWith('/states/') && request.headers.authorization !== `Bearer ${token}`)
      return refused(401, 'unauthorized');
    if (path === '/api/v2/ping') return done();
    if (path === `/api/v2/organizations/${name}/entitlement-set`)
      return found('entitlement-sets', name, { operations: true, 'state-storage': true });
    for (const workspace of workspaces) {
      const handle = routes[`${request.method} ${path.replace(workspace.name, 'NAME')}`];
      if (handle !== undefined && path.includes(workspace.name)) return handle(workspace, request);
    }
    return refused(404, 'not found');
  };
};
