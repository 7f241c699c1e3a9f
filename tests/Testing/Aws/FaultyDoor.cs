using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Domicile.Testing.Aws;

/// <summary>
/// A port of 127.0.0.1 that passes calls on to a stand-in for AWS, and does to some of them what goes wrong between a
/// program and a cloud. Faults are planned call by call, or come to a share of all calls by a seed.
/// </summary>
public sealed class FaultyDoor : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<(string Call, Fault Fault)> planned = [];
    private readonly List<string> calls = [];
    private readonly Dictionary<string, Fault> standing = new(StringComparer.Ordinal);
    private readonly HashSet<(string Service, string Site)> signedFor = [];
    private readonly Uri service;
    private (Random Random, int OneIn, Fault[] Faults)? weather;

    public FaultyDoor(Uri service)
    {
        this.service = service;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Is told the body of every call, one at a time.</summary>
    public Action<string>? Seen { get; init; }

    /// <summary>The calls that came until now: what follows the dot of <c>X-Amz-Target</c>, or the method.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>The services that were called until now, each with the AWS Region that calls were signed for.</summary>
    public IReadOnlyCollection<(string Service, string Site)> SignedFor
    {
        get
        {
            lock (gate)
            {
                return [.. signedFor];
            }
        }
    }

    /// <summary>From now on every call of that name has this fault, until <see cref="Lift"/>.</summary>
    public void Stand(string call, Fault fault)
    {
        lock (gate)
        {
            standing[call] = fault;
        }
    }

    /// <summary>No call has a fault any more.</summary>
    public void Lift()
    {
        lock (gate)
        {
            standing.Clear();
            planned.Clear();
            weather = null;
        }
    }

    /// <summary>Plans a fault for the next call of that name, and so on for as many as are given.</summary>
    public void Plan(string call, params IEnumerable<Fault> faults)
    {
        lock (gate)
        {
            planned.AddRange(faults.Select(fault => (call, fault)));
        }
    }

    /// <summary>From now on one in so many calls, by chance, has one of these faults.</summary>
    public void LetItRain(int seed, int oneIn, params Fault[] faults)
    {
        lock (gate)
        {
            weather = (new Random(seed), oneIn, faults);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        http.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The door is being taken away.
            listener.Stop();
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                if (await WireCall.ReadAsync(client.GetStream(), stop.Token) is { } call
                    && !await ServeAsync(client.GetStream(), call, Choose(call)))
                {
                    // Closed without a word: the caller sees a connection that was reset.
                    client.LingerState = new LingerOption(enable: true, seconds: 0);
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException
                or OperationCanceledException)
            {
                // The caller went away, or the door does.
                client.Close();
            }
        }
    }

    /// <returns>False when the connection shall break.</returns>
    private async Task<bool> ServeAsync(NetworkStream stream, WireCall call, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                return false;
            case FaultKind.Hang:
                // Until the caller goes away.
                return await stream.ReadAsync(new byte[1], stop.Token) < 0;
            case FaultKind.Refuse:
                await WireCall.WriteAsync(
                    stream, (HttpStatusCode)fault.Status, [], Encoding.UTF8.GetBytes(fault.Body), stop.Token);
                return true;
            case FaultKind.Repeat:
                (await http.SendAsync(call.To(service), stop.Token)).Dispose();
                break;
            default:
                break;
        }

        using var answer = await http.SendAsync(call.To(service), stop.Token);
        if (fault?.Kind == FaultKind.LoseAnswer)
        {
            return false;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(stop.Token);
        if (fault?.Kind == FaultKind.Alter)
        {
            body = Encoding.UTF8.GetBytes(fault.Change(Encoding.UTF8.GetString(body)));
            answer.Content.Headers.ContentLength = null;
        }

        await WireCall.WriteAsync(
            stream, answer.StatusCode, answer.Headers.Concat(answer.Content.Headers), body, stop.Token);
        return true;
    }

    private Fault? Choose(WireCall call)
    {
        lock (gate)
        {
            calls.Add(call.Name);
            if (call.SignedFor is { } signed)
            {
                signedFor.Add(signed);
            }

            Seen?.Invoke(Encoding.UTF8.GetString(call.Body));
            var place = planned.FindIndex(one => one.Call == call.Name);
            if (place >= 0)
            {
                var fault = planned[place].Fault;
                planned.RemoveAt(place);
                return fault;
            }

            if (standing.TryGetValue(call.Name, out var always))
            {
                return always;
            }

            return weather is { } rain && rain.Random.Next(rain.OneIn) == 0
                ? rain.Faults[rain.Random.Next(rain.Faults.Length)]
                : null;
        }
    }
}
