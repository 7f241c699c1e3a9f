using Domicile.Server.Tests.Running;

// One server for all tests that leave it as it is; each makes users of its own.
[assembly: AssemblyFixture(typeof(ServerFixture))]
