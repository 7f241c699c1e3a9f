using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Domicile.Server.Hosting;

/// <summary>One connection whose bare refusals are given words.</summary>
internal sealed class WordedTransport(ConnectionContext connection) : IDuplexPipe
{
    public PipeReader Input { get; } = connection.Transport.Input;

    public PipeWriter Output { get; } =
        new WordedOutput(connection.Transport.Output, $"urn:domicile:connection:{connection.ConnectionId}");
}
