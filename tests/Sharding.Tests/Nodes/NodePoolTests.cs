using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Nodes;

/// <summary>Pools whose login is changed by others, at a real node.</summary>
public sealed class NodePoolTests : IAsyncLifetime
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);
    private static int count;

    private readonly string user = $"login{Interlocked.Increment(ref count)}";
    private readonly ChangingLogins logins = new();
    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestNode.CreateWorldDatabaseAsync();
        foreach (var name in new[] { "a", "b" })
        {
            await AdminAsync(
                $"create role {user}{name} login password 'first'; "
                + $"grant connect on database {database.Admin.Database} to {user}{name}");
        }

        logins.Now = new NodeLogin(user + "a", "first");
    }

    public async ValueTask DisposeAsync() => await AdminAsync(
        $"drop owned by {user}a, {user}b; drop role {user}a, {user}b");

    [Fact]
    public async Task New_connections_are_made_as_the_next_user_and_what_goes_on_is_not_disturbed()
    {
        await using var pool = Open();
        await using var held = await pool.OpenConnectionAsync(Token);
        Assert.Equal(user + "a", await UserAsync(pool));

        logins.Now = new NodeLogin(user + "b", "first");
        await WaitForAsync(pool, user + "b");

        await using var command = new NpgsqlCommand("select current_user::text", held);
        Assert.Equal(user + "a", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task No_command_fails_while_two_users_take_turns()
    {
        await using var pool = Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (seen, gate) = (new HashSet<string>(), new Lock());
        var work = Enumerable.Range(0, 4).Select(worker => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var name = worker % 2 == 0 ? await UserAsync(pool) : await UserByConnectionAsync(pool);
                    lock (gate)
                    {
                        seen.Add(name);
                    }

                    // Every command takes a new connection, as in a pool that was idle.
                    pool.Clear();
                }
            },
            Token)).ToList();

        for (var turn = 0; turn < 6; turn++)
        {
            var next = await TurnAsync(turn);
            lock (gate)
            {
                seen.Clear();
            }

            var startedAt = TimeProvider.System.GetTimestamp();
            while (!Contains(next))
            {
                await Task.Delay(10, Token);
                Assert.DoesNotContain(work, one => one.IsFaulted);
                Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < WaitMax);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);

        bool Contains(string name)
        {
            lock (gate)
            {
                return seen.Contains(name);
            }
        }
    }

    [Fact]
    public async Task A_login_that_the_node_refuses_is_asked_for_anew_before_anybody_notices()
    {
        await using var pool = Open();
        Assert.Equal(user + "a", await UserByConnectionAsync(pool));
        pool.Clear();
        logins.Next = new NodeLogin(user + "a", "second");
        await AdminAsync($"alter role {user}a password 'second'");

        Assert.Equal(user + "a", await UserByConnectionAsync(pool));
        Assert.Equal(1, logins.RenewalCount);
    }

    [Fact]
    public async Task A_command_that_finds_the_login_refused_fails_once_at_most()
    {
        await using var pool = Open();
        Assert.Equal(user + "a", await UserAsync(pool));
        pool.Clear();
        logins.Next = new NodeLogin(user + "a", "second");
        await AdminAsync($"alter role {user}a password 'second'");

        try
        {
            await UserAsync(pool);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            // The driver tries again by itself where it may leave encryption out, and then nobody notices.
            Assert.Equal(0, logins.RenewalCount);
        }

        Assert.Equal(user + "a", await UserAsync(pool));
    }

    [Fact]
    public async Task A_refusal_for_which_there_is_no_newer_login_is_told()
    {
        await using var pool = Open();
        await AdminAsync($"alter role {user}a password 'lost'");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => UserByConnectionAsync(pool));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Every_user_s_connections_are_looked_at_before_anybody_gets_them()
    {
        var looked = new List<string>();
        await using var pool = Open(connection =>
        {
            looked.Add(new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username!);
            return Task.CompletedTask;
        });
        await UserAsync(pool);
        logins.Now = new NodeLogin(user + "b", "first");
        await WaitForAsync(pool, user + "b");

        Assert.Equal([user + "a", user + "b"], looked.Distinct());
    }

    private async Task<string> TurnAsync(int turn)
    {
        var next = user + (turn % 2 == 0 ? "b" : "a");
        await AdminAsync($"alter role {next} password 'turn {turn}'");
        logins.Now = new NodeLogin(next, $"turn {turn}");
        return next;
    }

    private static async Task WaitForAsync(NodePool pool, string name)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await UserAsync(pool) != name)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < WaitMax, $"Nobody came as {name}.");
            pool.Clear();
        }
    }

    private static async Task<string> UserAsync(NodePool pool)
    {
        await using var command = pool.CreateCommand("select current_user::text");
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task<string> UserByConnectionAsync(NodePool pool)
    {
        await using var connection = await pool.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand("select current_user::text", connection);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    private NodePool Open(Func<NpgsqlConnection, Task>? check = null)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = database.Admin.Host,
            Port = database.Admin.Port,
            Database = database.Admin.Database,
            Username = user + "a",
            Password = "first",
            MaxPoolSize = 8,
        };
        return NodePool.Open(settings, logins, check);
    }

    private async Task AdminAsync(string sql) => await TestSql.RunAsync(database.Admin, sql);

    /// <summary>What a test says that the login is.</summary>
    private sealed class ChangingLogins : INodeLogins
    {
        private int renewalCount;

        public NodeLogin Now { get; set; } = null!;

        /// <summary>Found by whoever asks anew, as if it had been read too early before.</summary>
        public NodeLogin? Next { get; set; }

        public int RenewalCount => Volatile.Read(ref renewalCount);

        public ValueTask<NodeLogin> ReadAsync(CancellationToken cancellation) => new(Now);

        public ValueTask<NodeLogin> RenewAsync(NodeLogin refused, CancellationToken cancellation)
        {
            Interlocked.Increment(ref renewalCount);
            Now = Next ?? Now;
            return new(Now);
        }
    }
}
