using System.Net.Sockets;
using Domicile.Aws.Calls;
using Domicile.Aws.Secrets.Rotation;
using Domicile.Ledger;
using Domicile.Local.Servers;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Rotation;
using Microsoft.AspNetCore.Connections;

namespace Domicile.Server.Hosting;

/// <summary>
/// Starts the server by its file and keeps it running until SIGINT or SIGTERM. What keeps it from starting is one line
/// on standard error and exit code 1; once it listens, it says so in one line on standard output.
/// </summary>
internal static class ServerStart
{
    private const string Usage =
        "Usage: dotnet Domicile.Server.dll --config FILE; on AWS without arguments, by its environment.";

    public static async Task<int> RunAsync(
        string[] args,
        Func<ServerParts, WebApplication> buildRegion,
        Func<CentralParts, WebApplication> buildCentre,
        Func<RotationParts, WebApplication> buildRotation)
    {
        try
        {
            var (build, owned) = await ReadAsync(args, buildRegion, buildCentre, buildRotation);
            await RunAsync(build());
            foreach (var part in owned.Reverse())
            {
                part.Dispose();
            }

            return 0;
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"The server does not start: {reason}");
            return 1;
        }
    }

    private static async Task RunAsync(WebApplication app)
    {
        await using (app)
        {
            await app.StartAsync();
            await Console.Out.WriteLineAsync($"listening on {app.Urls.Single()}");
            await app.WaitForShutdownAsync();
        }
    }

    private static async Task<(Func<WebApplication> Build, IReadOnlyList<IDisposable> Owned)> ReadAsync(
        string[] args,
        Func<ServerParts, WebApplication> buildRegion,
        Func<CentralParts, WebApplication> buildCentre,
        Func<RotationParts, WebApplication> buildRotation)
    {
        if (args is ["--config", var path])
        {
            var local = LocalParts.Of(ServerFile.Read(path));
            return (() => buildRegion(local), local.Owned);
        }

        if (args is not [] || !AwsEnvironment.IsSet(Environment.GetEnvironmentVariable))
        {
            throw new InvalidDataException($"it needs to know its file. {Usage}");
        }

        var environment = AwsEnvironment.Read(Environment.GetEnvironmentVariable);
        var calls = new AwsCalls(SiteAccess.FromEnvironment(environment.Site));
        if (environment.IsCentral)
        {
            var centre = await AwsCentral.ReadAsync(environment, calls, CancellationToken.None);
            return (() => buildCentre(centre), centre.Owned);
        }

        if (environment.IsRotation)
        {
            var rotation = new RotationParts(
                environment.Url, environment.Region, environment.Site, new SecretRotation(calls.Here));
            return (() => buildRotation(rotation), [calls]);
        }

        var region = await AwsParts.ReadAsync(environment, calls, CancellationToken.None);
        return (() => buildRegion(region), region.Owned);
    }

    private static string? Reason(Exception exception) => exception switch
    {
        InvalidDataException or AwsRefusedException or ServiceUnavailableException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another port.",
        SocketException => $"the address cannot be listened on: {exception.Message}.",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
