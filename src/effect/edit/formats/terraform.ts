import { type Hcl, type HclAttribute, readHcl } from '../../script/hcl';
import { BrokenTextError, type EditedFile, type Fact, type Format } from '../fact';
import { quoted } from './commandLines';
import { dependencyFact } from './dependencies';
import { changeFact, told } from './looks';

/** What infrastructure is described as: what applying it runs here, and what it opens or leaves without protection. */
export const terraform: Format = {
  name: 'HCL',
  reads: ({ folded }) => /\.(?:tf|tofu|pkr\.hcl|nomad(?:\.hcl)?)$|(?:^|\/)terragrunt\.hcl$/.test(folded),
  facts: (text, file) => {
    const hcl = readHcl(text);
    if (hcl.isBroken) throw new BrokenTextError("a bracket or text doesn't end", undefined);
    return factsOf(hcl, file);
  },
};

function factsOf({ attributes }: Hcl, file: EditedFile): readonly Fact[] {
  return attributes.flatMap((attribute) => [
    ...commands(attribute, attributes, file),
    ...sources(attribute),
    ...settings(attribute),
  ]);
}

/** What a person would look for: the blocks and the name. */
function placeOf({ blocks, name }: HclAttribute): string {
  return [...blocks, name].join('.').replaceAll(' ', '.');
}

function commands(attribute: HclAttribute, all: readonly HclAttribute[], file: EditedFile): readonly Fact[] {
  const { blocks, name } = attribute;
  const texts = [...attribute.texts, ...namedIn(attribute, all)];
  const block = blocks.at(-1) ?? '';
  const at = placeOf(attribute);
  const folder = file.path.slice(0, file.path.lastIndexOf('/')) || '/';
  const script = (text: string, isElsewhere?: true): readonly Fact[] =>
    text.trim() === ''
      ? []
      : [{ kind: 'script', at, text, folder, ...(isElsewhere === undefined ? {} : { isElsewhere }) }];
  const isLocal =
    /^(?:provisioner|post-processor) (?:local-exec|shell-local)$|^(?:before_hook|after_hook|error_hook)\b/.test(block);
  if (isLocal && (name === 'command' || name === 'inline' || name === 'execute')) {
    const interpreter = all.find((each) => each.name === 'interpreter' && each.blocks.join('\0') === blocks.join('\0'));
    // Several texts of one command are joined as they stand: a function or a condition chose among them.
    const text = name === 'execute' ? texts.map(quoted).join(' ') : texts.join('\n');
    return interpreter === undefined || name !== 'command'
      ? script(text)
      : script([...interpreter.texts, ...texts].map(quoted).join(' '));
  }
  if (/^data external\b/.test(block) && name === 'program') return script(texts.map(quoted).join(' '));
  if (/^data http\b/.test(block) && name === 'url')
    return script(texts.map((each) => `curl ${quoted(each)}`).join('\n'));
  if (/^provisioner (?:remote-exec|shell)$/.test(block) && name === 'inline') return script(texts.join('\n'), true);
  if (/^(?:user_data|custom_data|startup_script|metadata_startup_script|init_script)$/.test(name))
    return texts.filter((each) => each.startsWith('#!') || each.includes('\n')).flatMap((each) => script(each, true));
  return [];
}

/** The texts of the names that an expression has in it, as this file gives them. */
function namedIn({ raw }: HclAttribute, all: readonly HclAttribute[]): readonly string[] {
  return [...raw.matchAll(/\b(local|var)\.(\w+)/g)].flatMap(([, kind, wanted = '']) =>
    all
      .filter(({ blocks, name }) =>
        kind === 'local'
          ? blocks[0] === 'locals' && name === wanted
          : blocks[0] === `variable ${wanted}` && name === 'default',
      )
      .flatMap(({ texts }) => texts),
  );
}

function sources(attribute: HclAttribute): readonly Fact[] {
  const { blocks, name, texts } = attribute;
  const at = placeOf(attribute);
  const [text = ''] = texts;
  const isModule = blocks.some((each) => /^(?:module|terraform)\b/.test(each));
  if (name !== 'source' || text === '' || !isModule || /^\.{1,2}\//.test(text)) return [];
  return /:|^\/|^(?:github|bitbucket)\.|^git@/.test(text)
    ? [changeFact(at, 'change.dependency.source', `takes in ${told(text)}`, text)]
    : [dependencyFact(at, text, '')];
}

interface Setting {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly says: string;
  /** Blocks that it must stand in. */
  readonly within?: RegExp;
}

/** Settings that leave something without protection, or let everybody in. */
const SETTINGS: readonly Setting[] = [
  { name: /^prevent_destroy$/, value: /^false$/, says: 'lets it be destroyed' },
  { name: /^force_(?:destroy|delete)$/, value: /^true$/, says: 'lets it be destroyed with all that is in it' },
  {
    name: /^(?:enable_)?deletion_protection(?:_enabled)?$|^(?:purge_protection_enabled|disable_api_termination)$/,
    value: /^(?:false|"INACTIVE")$/,
    says: 'takes the protection from its deletion away',
  },
  {
    name: /^skip_final_snapshot$|^delete_automated_backups$/,
    value: /^true$/,
    says: 'leaves nothing behind when it is destroyed',
  },
  { name: /^backup_retention_(?:period|days)$/, value: /^0$/, says: 'keeps no backups' },
  {
    name: /^publicly_accessible$|^public_network_access_enabled$|^allow_blob_public_access$|^associate_public_ip_address$/,
    value: /^true$/,
    says: 'makes it reachable for everybody',
  },
  {
    name: /^(?:block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/,
    value: /^false$/,
    says: 'lets it be made public',
  },
  {
    name: /^acl$|^public_access_prevention$/,
    value: /^"(?:public-read|public-read-write|authenticated-read|inherited)"$/,
    says: 'lets everybody read what is in it',
  },
  {
    name: /^(?:cidr_blocks|ipv6_cidr_blocks|cidr_ipv4|cidr_ipv6|source_ranges|source_address_prefix|source_cidr_blocks|authorized_networks|value|cidr_block)$/,
    value: /"(?:0\.0\.0\.0\/0|::\/0|\*|Internet)"/,
    says: 'lets the whole internet in',
    within: /ingress|firewall|security_rule|authorized_networks|security_group_rule/,
  },
  { name: /^(?:member|members)$/, value: /"all(?:Authenticated)?Users"/, says: 'gives it to everybody' },
  {
    name: /^(?:actions?|Action|not_actions|NotAction)$/,
    value: /"(?:\*|\*:\*|[a-z]+:\*)"/,
    says: 'allows everything there is',
  },
  {
    name: /^(?:role|roles)$/,
    value: /"roles\/(?:owner|editor|iam\.securityAdmin|resourcemanager\.organizationAdmin)"/,
    says: 'gives nearly all rights',
  },
  {
    name: /^(?:policy_arn|policy_arns|managed_policy_arns|role_definition_name|role_policy_arns)$/,
    value: /AdministratorAccess|PowerUserAccess|IAMFullAccess|"(?:Owner|Contributor)"/,
    says: 'gives nearly all rights',
  },
  { name: /^(?:principals|Principal|AWS|identifiers)$/, value: /"\*"/, says: 'gives it to everybody' },
  {
    name: /^(?:encrypted|storage_encrypted|encryption_at_rest_enabled|at_rest_encryption_enabled|transit_encryption_enabled|enable_https_traffic_only|https_only|require_ssl)$/,
    value: /^false$/,
    says: 'leaves what it holds or sends unencrypted',
  },
  {
    name: /^(?:is_multi_region_trail|enable_logging|enable_log_file_validation|enable_flow_logs)$/,
    value: /^false$/,
    says: 'stops keeping records',
  },
  {
    name: /^(?:insecure|skip_tls_verify|insecure_skip_verify|skip_credentials_validation)$/,
    value: /^true$/,
    says: 'no longer checks whom it talks to',
  },
];

function settings(attribute: HclAttribute): readonly Fact[] {
  const { name, raw, blocks } = attribute;
  const around = blocks.join(' ');
  return SETTINGS.filter(
    (each) => each.name.test(name) && each.value.test(raw) && (each.within?.test(around) ?? true),
  ).map(({ says }) => changeFact(placeOf(attribute), 'change.infrastructure', says, `${name} = ${told(raw)}`));
}
