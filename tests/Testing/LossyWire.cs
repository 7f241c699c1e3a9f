using System.Net;
using System.Net.Sockets;

namespace Domicile.Testing;

/// <summary>
/// A port of 127.0.0.1 that passes bytes to a server and back, until it is told to throw the next answer away with its
/// connection. The server has done the work then, and the client never hears of it.
/// </summary>
public sealed class LossyWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int serverPort;
    private int toLose;
    private int lost;

    public LossyWire(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many answers were thrown away.</summary>
    public int LostCount => Volatile.Read(ref lost);

    public void LoseNextAnswer() => Interlocked.Exchange(ref toLose, 1);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The wire is being taken away.
            listener.Stop();
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, serverPort, stop.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), stop.Token),
                AnswerAsync(server.GetStream(), client.GetStream()));
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await server.ReadAsync(buffer, stop.Token)) > 0)
        {
            if (Interlocked.Exchange(ref toLose, 0) == 1)
            {
                Interlocked.Increment(ref lost);
                return;
            }

            await client.WriteAsync(buffer.AsMemory(0, count), stop.Token);
        }
    }
}
