using System.Net.Sockets;
using Domicile.Aws.Calls;
using Domicile.Ledger;
using Domicile.Local.Servers;
using Domicile.Server.Hosting.Parts;
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

    public static async Task<int> RunAsync(string[] args, Func<ServerParts, WebApplication> build)
    {
        try
        {
            var parts = await ReadAsync(args);
            await RunAsync(build(parts));
            foreach (var part in parts.Owned.Reverse())
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

    private static Task<ServerParts> ReadAsync(string[] args) => args switch
    {
        ["--config", var path] => Task.FromResult(LocalParts.Of(ServerFile.Read(path))),
        [] when AwsEnvironment.IsSet(Environment.GetEnvironmentVariable) => ReadAwsAsync(
            AwsEnvironment.Read(Environment.GetEnvironmentVariable)),
        _ => throw new InvalidDataException($"it needs to know its file. {Usage}"),
    };

    private static Task<ServerParts> ReadAwsAsync(AwsEnvironment environment) => AwsParts.ReadAsync(
        environment, new AwsCalls(SiteAccess.FromEnvironment(environment.Site)), CancellationToken.None);

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
