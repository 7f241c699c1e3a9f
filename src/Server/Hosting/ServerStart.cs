using System.Net.Sockets;
using Domicile.Local.Servers;
using Microsoft.AspNetCore.Connections;

namespace Domicile.Server.Hosting;

/// <summary>
/// Starts the server by its file and keeps it running until SIGINT or SIGTERM. What keeps it from starting is one line
/// on standard error and exit code 1; once it listens, it says so in one line on standard output.
/// </summary>
internal static class ServerStart
{
    private const string Usage = "Usage: dotnet Domicile.Server.dll --config FILE";

    public static async Task<int> RunAsync(string[] args, Func<ServerFile, WebApplication> build)
    {
        try
        {
            await using var app = build(Read(args));
            await app.StartAsync();
            await Console.Out.WriteLineAsync($"listening on {app.Urls.Single()}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"The server does not start: {reason}");
            return 1;
        }
    }

    private static ServerFile Read(string[] args) => args is ["--config", var path]
        ? ServerFile.Read(path)
        : throw new InvalidDataException($"it needs to know its file. {Usage}");

    private static string? Reason(Exception exception) => exception switch
    {
        InvalidDataException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another port.",
        SocketException => $"the address cannot be listened on: {exception.Message}.",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
