using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Parameters;
using Domicile.Aws.Secrets;
using Domicile.Sharding.Nodes;
using Domicile.Testing;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Secrets;

/// <summary>Logins out of Secrets Manager, and a node that is entered by them while they are rotated.</summary>
public sealed class SecretLoginsTests : IAsyncLifetime
{
    private readonly string secret = TestSite.NewName("domicile/eu/s1/server");
    private readonly LeapingTime time = new();
    private FaultyDoor door = null!;
    private SignedCalls calls = null!;
    private SecretLogins logins = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        door = new FaultyDoor(await StandIns.Moto.AddressAsync());
        calls = new SignedCalls(
            TestSite.Of(door.Address),
            TimeProvider.System,
            new CallLimits { FirstPause = TimeSpan.FromMilliseconds(1) });
        logins = new SecretLogins(calls, secret, time);
        await CallAsync("CreateSecret", new JsonObject { ["Name"] = secret, ["SecretString"] = Text("a", "1") });
    }

    public async ValueTask DisposeAsync()
    {
        logins.Dispose();
        calls.Dispose();
        await door.DisposeAsync();
    }

    [Fact]
    public async Task A_login_is_read_once_for_many_and_again_after_a_while()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => logins.ReadAsync(Token).AsTask()));
        Assert.All(all, login => Assert.Equal(("a", "1"), (login.User, login.Password)));
        Assert.Equal(1, ReadCount);

        await RotateAsync("b", "2");
        Assert.Equal("a", (await logins.ReadAsync(Token)).User);
        time.Leap(SecretLogins.KnowledgeAgeMax);

        Assert.Equal(("b", "2"), ((await logins.ReadAsync(Token)).User, (await logins.ReadAsync(Token)).Password));
        Assert.Equal(2, ReadCount);
    }

    [Fact]
    public async Task A_refused_login_is_asked_for_anew_at_once_but_no_more_than_once_a_second()
    {
        var first = await logins.ReadAsync(Token);
        await RotateAsync("b", "2");
        Assert.Equal(first, await logins.RenewAsync(first, Token));

        time.Leap(SecretLogins.RenewalPause);
        Assert.Equal("b", (await logins.RenewAsync(first, Token)).User);
        Assert.Equal("b", (await logins.RenewAsync(first, Token)).User);

        Assert.Equal(2, ReadCount);
    }

    [Fact]
    public async Task A_known_login_goes_on_while_Secrets_Manager_is_silent_and_none_is_made_up()
    {
        await logins.ReadAsync(Token);
        time.Leap(SecretLogins.KnowledgeAgeMax);
        door.Plan("GetSecretValue", Enumerable.Repeat(Fault.Reset, 4));
        Assert.Equal("a", (await logins.ReadAsync(Token)).User);

        using var other = new SecretLogins(calls, secret, time);
        door.Plan("GetSecretValue", Enumerable.Repeat(Fault.Json("ThrottlingException"), 4));
        await Assert.ThrowsAsync<AwsUnavailableException>(async () => await other.ReadAsync(Token));
        Assert.Equal("a", (await other.ReadAsync(Token)).User);
    }

    [Theory]
    [InlineData("no json: s3cret")]
    [InlineData("""{"username":"s3cret"}""")]
    [InlineData("""{"username":1,"password":"s3cret"}""")]
    [InlineData("""["s3cret"]""")]
    public async Task A_secret_of_another_form_is_named_and_never_quoted(string text)
    {
        await CallAsync("PutSecretValue", new JsonObject { ["SecretId"] = secret, ["SecretString"] = text });

        var wrong = await Assert.ThrowsAsync<InvalidDataException>(async () => await logins.ReadAsync(Token));

        Assert.Contains(secret, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_reads_its_own_replica_of_the_secret()
    {
        await CallAsync("ReplicateSecretToRegions", new JsonObject
        {
            ["SecretId"] = secret,
            ["AddReplicaRegions"] = new JsonArray(new JsonObject { ["Region"] = TestSite.Reader }),
        });
        using var near = new SignedCalls(TestSite.Of(door.Address, TestSite.Reader), TimeProvider.System);
        using var replica = new SecretLogins(near, secret, time);

        Assert.Equal("a", (await replica.ReadAsync(Token)).User);
    }

    [Fact]
    public async Task No_request_fails_while_secret_and_password_are_rotated()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        var (a, b) = (TestSite.NewName("turn"), TestSite.NewName("turn"));
        await TestSql.RunAsync(
            database.Admin,
            $"create role {a} login password '0'; create role {b} login password '0'; "
            + $"grant connect on database {database.Admin.Database} to {a}, {b}");
        await RotateAsync(a, "0");
        var login = await logins.ReadAsync(Token);
        var address = database.Admin with { User = login.User, Password = login.Password, Logins = logins };
        await using var pool = address.OpenForWrites("rotation test", 4);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = new Users();
        var work = Enumerable.Range(0, 3)
            .Select(_ => Task.Run(() => WorkAsync(pool, seen, stop.Token), Token))
            .ToList();

        for (var turn = 1; turn <= 4; turn++)
        {
            var next = turn % 2 == 0 ? a : b;
            await TestSql.RunAsync(database.Admin, $"alter role {next} password '{turn}'");
            await RotateAsync(next, $"{turn}");
            time.Leap(SecretLogins.KnowledgeAgeMax);
            var startedAt = TimeProvider.System.GetTimestamp();
            while (seen.Last != next)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromMinutes(1));
                Assert.DoesNotContain(work, one => one.IsFaulted);
                await Task.Delay(10, Token);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        await pool.DisposeAsync();
        await TestSql.RunAsync(database.Admin, $"drop owned by {a}, {b}; drop role {a}, {b}");
    }

    [Fact]
    public async Task Parameters_below_a_path_are_read_page_by_page()
    {
        var path = $"/{TestSite.NewName("domicile")}/eu/nodes/";
        string[] names = [.. Enumerable.Range(1, 25).Select(i => $"s{i}"), "register"];
        foreach (var name in names)
        {
            await calls.CallAsync(
                JsonService.Parameters,
                "PutParameter",
                new JsonObject { ["Name"] = path + name, ["Value"] = name + "!", ["Type"] = "String" },
                cancellation: Token);
        }

        var reader = new ParameterReader(calls);

        var found = await reader.ReadBelowAsync(path, Token);
        Assert.Equal(names.Order(), found.Keys.Order());
        Assert.All(found, pair => Assert.Equal(pair.Key + "!", pair.Value));
        Assert.Equal("s7!", await reader.ReadAsync(path + "s7", Token));
        Assert.Null(await reader.ReadAsync(path + "none", Token));
    }

    private int ReadCount => door.Calls.Count(call => call == "GetSecretValue");

    // Each unit of work has a new connection, as after an idle time.
    private static async Task WorkAsync(NodePool pool, Users seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await using (var command = pool.CreateCommand("select current_user::text"))
            {
                seen.Last = (string?)await command.ExecuteScalarAsync(CancellationToken.None);
            }

            pool.Clear();
        }
    }

    private static string Text(string user, string password) => new JsonObject
    {
        ["engine"] = "postgres",
        ["host"] = "the.primary.elsewhere",
        ["port"] = 5432,
        ["username"] = user,
        ["password"] = password,
        ["dbname"] = "domicile",
    }.ToJsonString();

    private Task RotateAsync(string user, string password) => CallAsync(
        "PutSecretValue", new JsonObject { ["SecretId"] = secret, ["SecretString"] = Text(user, password) });

    private Task CallAsync(string operation, JsonObject parameters) =>
        calls.CallAsync(JsonService.Secrets, operation, parameters, cancellation: Token);

    private sealed class Users
    {
        public string? Last { get; set; }
    }
}
