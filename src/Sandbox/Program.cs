using Domicile.Local.Institutions;
using Domicile.Sandbox;

if (args is not ["--config", var path])
{
    await Console.Error.WriteLineAsync("Usage: dotnet Domicile.Sandbox.dll --config FILE");
    return 1;
}

var file = SandboxFile.Read(path);
using var institution = new SandboxInstitution(file, TimeProvider.System);
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.AddSandboxServer(new Uri(file.Url));
await using var app = builder.Build();
app.MapSandbox(institution);
await app.StartAsync();
await Console.Out.WriteLineAsync($"listening on {app.Urls.Single()}");
await app.WaitForShutdownAsync();
return 0;
