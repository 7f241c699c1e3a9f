using Domicile.Server.Access.Issuers;

namespace Domicile.Server.Tests.Access.Issuers;

/// <summary>How the published keys are read, kept and given up.</summary>
public sealed class IssuerKeysTests : IDisposable
{
    private readonly LocalIssuer issuer = new();
    private readonly Clock clock = new();
    private readonly IssuerKeys keys;

    public IssuerKeysTests() => keys = new IssuerKeys(
        new IssuerTerms("eu", issuer.Address, ["client-1"]), new SocketsHttpHandler(), clock);

    public void Dispose()
    {
        keys.Dispose();
        issuer.Dispose();
    }

    [Fact]
    public async Task Keys_are_read_once_for_many_tokens_and_again_after_an_hour()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => EnsureAsync("key-1")));
        Assert.Equal(1, issuer.ReadCount);
        Assert.Equal("key-1", Assert.Single(keys.Current).KeyId);
        clock.Now += IssuerKeys.FreshFor;
        await EnsureAsync("key-1");
        Assert.Equal(2, issuer.ReadCount);
    }

    [Fact]
    public async Task Invented_key_names_do_not_make_us_ask_the_issuer_again_and_again()
    {
        for (var number = 0; number < 20; number++)
        {
            await EnsureAsync($"invented-{number}");
        }

        Assert.Equal(1, issuer.ReadCount);
        issuer.Rotate();
        await EnsureAsync("key-2");
        Assert.Equal("key-1", Assert.Single(keys.Current).KeyId);
        clock.Now += IssuerKeys.ReadPause;
        await EnsureAsync("key-2");
        Assert.Equal("key-2", Assert.Single(keys.Current).KeyId);
    }

    [Fact]
    public async Task A_silent_issuer_is_believed_by_its_last_keys_for_a_day()
    {
        await EnsureAsync("key-1");
        issuer.IsBroken = true;
        clock.Now += IssuerKeys.BelievedFor - TimeSpan.FromMinutes(1);
        await EnsureAsync("key-1");
        Assert.Single(keys.Current);
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Empty(keys.Current);
        await Assert.ThrowsAsync<IssuerSilentException>(() => EnsureAsync("key-1"));
        issuer.IsBroken = false;
        clock.Now += IssuerKeys.ReadPause;
        await EnsureAsync("key-1");
        Assert.Single(keys.Current);
    }

    [Fact]
    public async Task Who_speaks_for_another_issuer_is_not_believed()
    {
        issuer.Says = "https://somebody.example";
        await Assert.ThrowsAsync<IssuerSilentException>(() => EnsureAsync("key-1"));
        Assert.Empty(keys.Current);
    }

    [Fact]
    public void An_issuer_is_reached_over_https_only_and_has_an_audience()
    {
        Assert.Throws<InvalidDataException>(
            () => new IssuerTerms("eu", new Uri("http://issuer.example"), ["client-1"]).Check());
        Assert.Throws<InvalidDataException>(
            () => new IssuerTerms("eu", new Uri("https://issuer.example"), []).Check());
        Assert.Equal(
            "https://issuer.example",
            new IssuerTerms("eu", new Uri("https://issuer.example"), ["client-1"]).Check().IssuerText);
    }

    private Task EnsureAsync(string id) => keys.EnsureAsync(id, CancellationToken.None).AsTask();

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
