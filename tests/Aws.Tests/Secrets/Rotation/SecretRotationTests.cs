using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Secrets.Rotation;

namespace Domicile.Aws.Tests.Secrets.Rotation;

public sealed class SecretRotationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_rotation_makes_the_logins_of_an_empty_node_with_their_limits()
    {
        using var node = await RotatedNode.CreateAsync();

        await node.RotateAsync("server");
        await node.RotateAsync("worker");

        var server = await node.CurrentAsync("server");
        Assert.Equal("domicile_server_b", await RotatedNode.AskAsync(server, "select session_user"));
        Assert.Equal("2s", await RotatedNode.AskAsync(server, "show statement_timeout"));
        Assert.Equal("1s", await RotatedNode.AskAsync(server, "show lock_timeout"));
        Assert.Equal("2s", await RotatedNode.AskAsync(server, "show idle_in_transaction_session_timeout"));
        var worker = await node.CurrentAsync("worker");
        Assert.Equal(
            "True", await RotatedNode.AskAsync(worker, "select pg_has_role('domicile_server', 'usage')"));
    }

    [Fact]
    public async Task The_user_of_the_version_before_enters_until_the_next_rotation()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.RotateAsync("server");
        var first = await node.CurrentAsync("server");

        await node.RotateAsync("server");
        var second = await node.CurrentAsync("server");
        Assert.Equal("domicile_server", await RotatedNode.AskAsync(second, "select session_user"));
        Assert.Equal("domicile_server_b", await RotatedNode.AskAsync(first, "select session_user"));

        await node.RotateAsync("server");
        Assert.Null(await RotatedNode.AskAsync(first, "select session_user"));
        Assert.Equal("domicile_server", await RotatedNode.AskAsync(second, "select session_user"));
        Assert.Equal(
            "domicile_server_b",
            await RotatedNode.AskAsync(await node.CurrentAsync("server"), "select session_user"));
    }

    [Fact]
    public async Task What_one_user_of_the_migrations_makes_the_other_may_change()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.RotateAsync("migrations");
        Assert.Equal("True", await RotatedNode.AskAsync(
            await node.CurrentAsync("migrations"), "select pg_has_role('pg_read_all_stats', 'usage')"));
        await RotatedNode.AskAsync(
            await node.CurrentAsync("migrations"), "create schema made; create table made.thing (a int)");

        await node.RotateAsync("migrations");

        var other = await node.CurrentAsync("migrations");
        await RotatedNode.AskAsync(other, "alter table made.thing add b int");
        Assert.Equal(
            "domicile_owner",
            await RotatedNode.AskAsync(other, "select tableowner from pg_tables where tablename = 'thing'"));
    }

    [Fact]
    public async Task Nobody_else_enters_the_database_of_a_node()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.RotateAsync("server");

        Assert.Equal(
            "False",
            await RotatedNode.AskAsync(
                await node.CurrentAsync("server"),
                "select has_database_privilege('domicile_replication', 'domicile', 'connect')"));
    }

    [Fact]
    public async Task The_administrator_gets_a_new_password_and_others_are_rotated_with_it()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.RotateAsync("admin");

        Assert.Null(await RotatedNode.AskAsync(node.Address, "select session_user"));
        await node.RotateAsync("server");

        Assert.Equal(
            "domicile_server_b",
            await RotatedNode.AskAsync(await node.CurrentAsync("server"), "select session_user"));
    }

    [Fact]
    public async Task While_the_administrator_is_being_rotated_others_are_rotated_with_the_password_that_is_set()
    {
        using var node = await RotatedNode.CreateAsync();
        var version = Guid.NewGuid().ToString();
        await node.Rotation.RunAsync(new RotationCall(RotationCall.Create, node.NameOf("admin"), version), Token);
        await node.Rotation.RunAsync(new RotationCall(RotationCall.Set, node.NameOf("admin"), version), Token);

        await node.RotateAsync("server");

        Assert.Equal(
            "domicile_server_b",
            await RotatedNode.AskAsync(await node.CurrentAsync("server"), "select session_user"));
    }

    [Fact]
    public async Task A_version_that_the_node_does_not_know_is_not_made_current()
    {
        using var node = await RotatedNode.CreateAsync();
        var version = Guid.NewGuid().ToString();
        await node.Rotation.RunAsync(new RotationCall(RotationCall.Create, node.NameOf("server"), version), Token);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => node.Rotation.RunAsync(
            new RotationCall(RotationCall.Test, node.NameOf("server"), version), Token));

        Assert.Contains("does not let domicile_server_b in", refused.Message, StringComparison.Ordinal);
        Assert.Equal("domicile_server", (await node.CurrentAsync("server")).User);
    }

    [Fact]
    public async Task Nothing_is_rotated_while_a_site_has_an_older_copy_which_still_opens_the_node()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.RotateAsync("server");
        var before = await node.CurrentAsync("server");
        await node.CopyAsync("server", "eu-north-1", isInTheWay: true);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => node.RotateAsync("server"));

        Assert.Contains("not in step in eu-north-1 (Failed)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await node.CurrentAsync("server"));
        Assert.Equal("domicile_server_b", await RotatedNode.AskAsync(before, "select session_user"));
    }

    [Fact]
    public async Task A_secret_with_copies_in_step_is_rotated_and_a_first_rotation_asks_for_none()
    {
        using var node = await RotatedNode.CreateAsync();
        await node.CopyAsync("worker", "eu-north-1", isInTheWay: true);
        await node.RotateAsync("worker");

        await node.CopyAsync("server", "eu-north-1", isInTheWay: false);
        await node.RotateAsync("server");
        await node.RotateAsync("server");

        Assert.Equal("domicile_server", (await node.CurrentAsync("server")).User);
        Assert.Equal("domicile_worker_b", (await node.CurrentAsync("worker")).User);
    }

    [Fact]
    public async Task A_secret_that_is_no_nodes_is_left_as_it_is()
    {
        using var node = await RotatedNode.CreateAsync();
        var name = $"domicile/eu/{TestSite.NewName("hash-key")}";
        await node.Calls.CallAsync(
            JsonService.Secrets,
            "CreateSecret",
            new JsonObject { ["Name"] = name, ["SecretString"] = "0123456789" },
            cancellation: Token);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => node.Rotation.RunAsync(
            new RotationCall(RotationCall.Create, name, Guid.NewGuid().ToString()), Token));

        Assert.Contains("is no secret of a node", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Step": "createSecret", "SecretId": "a" }""")]
    [InlineData("""{ "Step": "deleteSecret", "SecretId": "a", "ClientRequestToken": "b" }""")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public void What_is_no_step_of_a_rotation_is_refused(string body) =>
        Assert.Throws<InvalidDataException>(() => RotationCall.Read(System.Text.Encoding.UTF8.GetBytes(body)));
}
