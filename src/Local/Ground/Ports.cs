using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Domicile.Local.Worlds;

namespace Domicile.Local.Ground;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class Ports
{
    // Below the range from which systems take ports for outgoing connections, so that none of those takes a node's.
    private const int First = 15_000;
    private const int End = 32_000;

    /// <summary>True when a server could listen there at this moment.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Free ports in ascending order; chosen at random, so that worlds made at the same time do not meet.
    /// </summary>
    public static IEnumerable<int> Choose()
    {
        var start = RandomNumberGenerator.GetInt32(First, End);
        for (var i = 0; i < End - First; i++)
        {
            var port = First + ((start - First + i) % (End - First));
            if (IsFree(port))
            {
                yield return port;
            }
        }

        throw new WorldException($"No port of 127.0.0.1 from {First} to {End - 1} is free. Stop what listens there.");
    }
}
