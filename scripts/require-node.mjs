// Says in one clear line when Node is too old: TypeScript runs without a build step from Node 22.18 on.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: install Node 24 (22.18 at least). On Linux and Windows x64, "npm ci" brings it along as an optional dependency.`,
  );
  process.exit(1);
}
