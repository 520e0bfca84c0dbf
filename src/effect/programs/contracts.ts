import type { Call, Parsed, Program } from './program';
import { type VerbTool, verbPrograms } from './verbs';

const LOCAL_NODE =
  /^(?:(?:https?|wss?):\/\/(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)(?::\d+)?\/?|local(?:host|net)?|anvil)$/;

const tools: readonly VerbTool[] = [
  {
    names: 'anvil ganache ganache-cli',
    options: [
      '-p,--port= --host= -h= -a,--accounts= -m,--mnemonic= --balance= -b,--block-time= --chain-id= -f,--fork-url,--rpc-url=url --fork-block-number=',
      '--fork=url -g= --gas-limit= --hardfork= --state=write --dump-state=write --load-state=read --silent -q -v --steps-tracing --config-out=write -d -e -i -k=',
      '--ipc=? --order= --timestamp= --no-mining --database.dbPath=write --db=write --cache-path=write --code-size-limit= --base-fee= --derivation-path=',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    hosts: '-h --host',
  },
  {
    names: 'cast',
    options: [
      '-r,--rpc-url= -c,--chain= -b,--block= -B= --json -j --rlp -f,--field= --private-key=no --keystore=no --account=no --password=no --mnemonic=no -i! --ledger! --trezor!',
      '--etherscan-api-key=no -e=no --to= --from= --sig= -o,--output=write --jwt-secret=no --flashbots! -n= -w= --decimals= --args-file=read --value=',
    ],
    verbs: {
      looks: [
        'abi-encode abi-decode ae ad sig sig-event 4byte-local keccak to-wei to-hex to-dec to-base to-ascii to-utf8 from-utf8 from-wei to-bytes32 to-uint256',
        'to-int256 to-unit to-rlp from-rlp to-hexdata to-checksum-address to-fixed-point from-fixed-point concat-hex format-bytes32-string parse-bytes32-string',
        'parse-bytes32-address compute-address create2 calldata calldata-decode decode-calldata decode-abi decode-event decode-error decode-transaction max-int',
        'min-int max-uint address-zero hash-zero hash-message namehash index pad shl shr interface selectors disassemble pretty-calldata string-decode',
        'format-units parse-units help completions --to-wei --to-hex --to-dec --to-ascii --from-wei --from-utf8 --to-base --to-checksum-address --to-bytes32',
        '--to-uint256 --to-int256 --max-int --max-uint --version -V',
      ],
      works: [
        'call block block-number bn age balance chain chain-id client code codesize gas-price basefee base-fee nonce receipt tx storage logs implementation',
        'admin proof estimate run trace access-list find-block rpc\\ eth_blockNumber rpc\\ eth_chainId lookup-address resolve-name codehash storage-root',
      ],
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: asksNode,
  },
  {
    names: 'solana',
    options: '-u,--url= -k,--keypair=no -C,--config=no --output= -v,--verbose --commitment=',
    verbs: {
      looks: '--version -V cluster-version epoch epoch-info slot block-height config\\ get genesis-hash',
      sets: 'config',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      const url = parsed.value('-u');
      if (/^(?:cluster-version|epoch|epoch-info|slot|block-height|genesis-hash)$/.test(phrase) && !isLocal(url?.text))
        call.emit('fetch', url?.raw ?? 'the cluster', { detail: 'fetch.get' });
      return undefined;
    },
  },
  {
    names: 'brownie ape moccasin mox',
    options: '-n,--network= -s= -v= --gas,-G --coverage,-C --update,-U --interactive,-I! --stateful= -k= -x -e=',
    verbs: {
      tests: 'test',
      works: 'compile init analyze',
      looks: 'networks\\ list --version plugins\\ list pm\\ list',
      installs: 'pm plugins install',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed) => {
      const network = parsed.value('-n')?.text;
      if (
        network !== undefined &&
        !/^(?:development|hardhat|local\w*|::(?:test|foundry|hardhat)|ethereum:local(?::\w+)?|pyevm|anvil)$/.test(
          network,
        )
      )
        call.unknown('program.option', network, 'works on a network of others');
      return undefined;
    },
  },
  {
    names:
      'slither aderyn echidna echidna-test medusa myth mythril halmos vyper fe solstat 4naly3er wake semgrep-solidity manticore slither-read-storage slither-check-erc slither-flat',
    options: [
      '--config,--config-file=file --print= --detect= --exclude= --exclude-informational --filter-paths= --json=write --sarif=write --checklist --solc=exec',
      '--solc-remaps= --solc-args= --contract= -o,--output=write -f= -p= --compile-force-framework= --foundry-compile-all --triage-mode --fail-high --fail-pedantic',
      '--corpus-dir=write --test-mode= --test-limit= --workers= --format= --solc-json=read --rpc=no --function= --loop= --fail-on= --plugins=no --rpc-url=no',
    ],
    verbs: {
      works: 'analyze a compile detect print fuzz init disassemble list-detectors test run\\ .',
      looks: 'version help',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      // An address is looked up on a chain.
      for (const operand of parsed.operands)
        if (/^(?:\w+:)?0x[\da-fA-F]{40}$/.test(operand.text ?? ''))
          call.emit('fetch', operand.raw, { detail: 'fetch.get', says: `looks up ${operand.raw} on a chain` });
      return undefined;
    },
  },
];

function isLocal(text: string | undefined): boolean {
  return text !== undefined && LOCAL_NODE.test(text);
}

/** What is asked of a chain goes to the node it is told, or to the one of the settings. */
function asksNode(call: Call, parsed: Parsed, phrase: string): true | undefined {
  const isOffline = tools.some(
    ({ names, verbs }) => names === 'cast' && [verbs.looks ?? []].flat().join(' ').split(' ').includes(phrase),
  );
  if (/^--(?:to|from)-|^--(?:max|min)-u?int$|^-(?:V|-version)$/.test(call.args[0]?.text ?? '')) return true;
  const node = parsed.value('-r');
  if (isOffline && !(phrase === 'interface' && !/\.json$|^[./]/.test(parsed.operands[1]?.text ?? ''))) return undefined;
  if (!isLocal(node?.text))
    call.emit('fetch', node?.raw ?? 'a node of the chain', { detail: 'fetch.get', says: 'asks a node of a chain' });
  return undefined;
}

/** What is used to write contracts for chains; whatever signs or sends is held. */
export const contractPrograms: readonly Program[] = verbPrograms(tools);
