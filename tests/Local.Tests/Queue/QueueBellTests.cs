using Domicile.Local.Queue;
using Domicile.Testing;

namespace Domicile.Local.Tests.Queue;

public sealed class QueueBellTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_begins_to_listen_only_when_it_waits_looks_again_first()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        await using var bell = new QueueBell("central", database.Server);
        await bell.WaitAsync(Long, Token).WaitAsync(Long / 2, Token);

        var second = bell.WaitAsync(Long, Token);
        await TestSql.RunAsync(database.Owner, "notify queue_central");
        await second.WaitAsync(Long / 2, Token);
    }

    [Fact]
    public async Task Everybody_who_asked_to_listen_is_heard_of_before_it_looks()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        await using var bell = new QueueBell("central", database.Server);
        await await Task.WhenAny(bell.ListenAsync(Token), bell.ListenAsync(Token));

        var listening = await TestSql.ScalarAsync<long>(
            database.Admin,
            "select count(*) from pg_stat_activity where datname = current_database() and state = 'idle' "
            + "and application_name = 'domicile-queue central bell' and query ilike 'listen %'");
        Assert.Equal(1, listening);
    }
}
