using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Domicile.Cli.Client;

namespace Domicile.Cli.Chaos.Load;

/// <summary>
/// Callers who read histories at any site, each handing on the position of its last answer: none of them may be shown
/// less than it has seen.
/// </summary>
/// <param name="sites">Each region's servers and a token for them.</param>
internal sealed class ChaosReaders(
    ILookup<string, (string Url, string Token)> sites, Cast cast, int seed)
{
    private const int ReaderCount = 6;
    private const string PositionHeader = "Domicile-Position";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(5);

    private readonly List<string> backwards = [];
    private readonly Lock gate = new();
    private int readCount;
    private int replicaCount;
    private int lostCount;
    private int failureCount;

    /// <summary>Answers.</summary>
    public int ReadCount => readCount;

    /// <summary>Reads that nobody answered.</summary>
    public int FailureCount => failureCount;

    /// <summary>Answers of replicas.</summary>
    public int ReplicaCount => replicaCount;

    /// <summary>Positions that were refused because a promotion had lost what they say.</summary>
    public int LostPositionCount => lostCount;

    /// <summary>Answers that went back in time.</summary>
    public IReadOnlyList<string> Backwards
    {
        get
        {
            lock (gate)
            {
                return [.. backwards];
            }
        }
    }

    /// <summary>Reads until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var http = new HttpClient(RegionClient.Connections(int.MaxValue)) { Timeout = TryLimit };
        var users = cast.Users.ToArray();
        await Task.WhenAll(Enumerable.Range(0, ReaderCount).Select(reader =>
            ReadAsync(http, users[(seed + (reader * 7)) % users.Length], new Random(seed + reader), stop)));
    }

    private async Task ReadAsync(HttpClient http, string user, Random chance, CancellationToken stop)
    {
        var region = user[..user.IndexOf('-', StringComparison.Ordinal)];
        var servers = sites[region].ToList();
        var chain = new Chain(user);
        while (!stop.IsCancellationRequested)
        {
            var (url, token) = servers[chance.Next(servers.Count)];
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/v1/users/{user}/transfers?limit=1");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                if (chain.Position is { } position)
                {
                    request.Headers.Add(PositionHeader, position);
                }

                using var answer = await http.SendAsync(request, CancellationToken.None);
                await NoteAsync(chain, answer);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // The server is down or frozen: another one, or later.
                Interlocked.Increment(ref failureCount);
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task NoteAsync(Chain chain, HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            Interlocked.Increment(ref lostCount);
            chain.Begin();
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return;
        }

        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        var newest = body.RootElement.GetProperty("transfers").EnumerateArray()
            .Select(transfer => transfer.GetProperty("postingNumber").GetInt64()).FirstOrDefault();
        Interlocked.Increment(ref readCount);
        if (Header(answer, "Domicile-Served-By") == "replica")
        {
            Interlocked.Increment(ref replicaCount);
        }

        if (newest < chain.Newest)
        {
            lock (gate)
            {
                backwards.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{chain.User}: posting {newest} after {chain.Newest}, {Header(answer, "Domicile-Served-By")}"));
            }
        }

        chain.Go(newest, Header(answer, PositionHeader));
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>What one caller has seen of one book.</summary>
    private sealed class Chain(string user)
    {
        public string User { get; } = user;

        public string? Position { get; private set; }

        public long Newest { get; private set; }

        public void Go(long newest, string? position) => (Newest, Position) = (newest, position ?? Position);

        public void Begin() => (Newest, Position) = (0, null);
    }
}
