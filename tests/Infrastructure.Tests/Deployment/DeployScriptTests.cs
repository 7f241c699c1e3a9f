using Domicile.Infrastructure.Deployment;

namespace Domicile.Infrastructure.Tests.Deployment;

public sealed class DeployScriptTests
{
    [Fact]
    public async Task The_first_region_is_deployed_alone_and_the_rest_when_somebody_has_looked()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        var first = await world.RunAsync();
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Equal(["world-Base", "eu-Base", "eu-Top"], world.Deployed);
        Assert.Contains("The first region stands. Look at its alarms", first.Errors, StringComparison.Ordinal);

        world.Find("initiatingRequest 222222222222", "pendingAcceptance 222222222222", "available 222222222222");
        var rest = await world.RunAsync("--from", "4");
        Assert.True(rest.ExitCode == 0, rest.Errors);
        Assert.Equal(
            ["world-Base", "eu-Base", "eu-Top", "us-Base", "eu-Peering", "eu-Routes"], world.Deployed);
        Assert.Contains("everything stands", rest.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_region_is_deployed_by_its_own_role_with_what_earlier_stacks_gave_out()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        await world.RunAsync();
        var calls = world.Calls.Where(call => call.Contains(" deploy ", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("own: ", calls[0], StringComparison.Ordinal);
        Assert.Contains("--role-arn arn:aws:iam::111111111111:role/domicile-cloudformation", calls[0]);
        Assert.StartsWith("222222222222:role/domicile-eu-deployer: ", calls[2], StringComparison.Ordinal);
        Assert.Contains("--role-arn arn:aws:iam::222222222222:role/domicile-eu-cloudformation", calls[2]);
        Assert.Contains("--parameter-overrides Key=id-from-eu-Base", calls[2]);
        Assert.Contains("--region eu-central-1", calls[2]);
        Assert.Contains("domicile:world=bank domicile:region=eu", calls[2]);
        Assert.Contains(
            "222222222222:role/domicile-eu-deployer: cloudformation update-termination-protection "
            + "--enable-termination-protection --stack-name eu-Top --region eu-central-1",
            world.Calls);
    }

    [Fact]
    public async Task A_stack_that_fails_stops_all_later_waves_and_the_same_call_goes_on_from_there()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        world.Fail("eu-Base");
        var failed = await world.RunAsync();
        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(["world-Base", "eu-Base"], world.Deployed);
        Assert.Contains("Failed to create eu-Base: the quota is 5", failed.Errors, StringComparison.Ordinal);

        world.Mend("eu-Base");
        Assert.Equal(0, (await world.RunAsync()).ExitCode);
        Assert.Equal("eu-Top", world.Deployed.Last());
    }

    [Fact]
    public async Task A_stack_that_never_stood_keeps_what_was_made_and_one_that_stands_goes_back_when_it_fails()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        world.Leave("eu-Base", "CREATE_FAILED");
        world.Leave("eu-Top", "UPDATE_COMPLETE");
        var run = await world.RunAsync();
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(
            ["world-Base", "eu-Base"],
            world.Calls.Where(call => call.Contains("--disable-rollback", StringComparison.Ordinal))
                .Select(call => call.Split(' ')[4]));
        Assert.Equal(["world-Base", "eu-Base", "eu-Top"], world.Deployed);
    }

    [Theory]
    [InlineData("ROLLBACK_COMPLETE", "never stood and is ROLLBACK_COMPLETE: delete the stack")]
    [InlineData("UPDATE_ROLLBACK_FAILED", "continue-update-rollback")]
    [InlineData("UPDATE_IN_PROGRESS", "somebody changes it now")]
    public async Task A_stack_that_cannot_be_changed_now_is_left_alone_and_what_to_do_is_said(
        string status, string advice)
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        world.Leave("eu-Base", status);
        var run = await world.RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(advice, run.Errors, StringComparison.Ordinal);
        Assert.Equal(["world-Base"], world.Deployed);
    }

    [Fact]
    public async Task A_hub_accepts_what_its_own_account_asked_for()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        world.Find("pendingAcceptance 222222222222", "pending 222222222222", "available 222222222222");
        var run = await world.RunAsync("--go-on");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains(
            "222222222222:role/domicile-eu-accepter: ec2 accept-transit-gateway-peering-attachment "
            + "--region eu-west-1 --transit-gateway-attachment-id id-from-eu-Peering",
            world.Calls);
        Assert.Equal("eu-Routes", world.Deployed.Last());
    }

    [Theory]
    [InlineData("pendingAcceptance 333333333333", "was asked for by account 333333333333")]
    [InlineData("rejected 222222222222", "is rejected")]
    public async Task A_hub_that_cannot_be_joined_stops_before_the_routes(string state, string message)
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        world.Find(state);
        var run = await world.RunAsync("--go-on");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Calls, call => call.Contains(" accept-", StringComparison.Ordinal));
        Assert.DoesNotContain("eu-Routes", world.Deployed);
    }

    [Fact]
    public async Task A_value_that_no_stack_gives_out_comes_from_the_file_of_parameters()
    {
        var stack = DeployedWorld.Stack("world", "Base", Turn.World) with { Asked = ["Image", "Zone"] };
        using var world = new DeployedWorld(stack);
        var refused = await world.RunAsync();
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("world-Base wants a value for Image", refused.Errors, StringComparison.Ordinal);

        await File.WriteAllLinesAsync(
            world.In("values.txt"),
            ["Image=sha256:1", "Zone=Z1", "world-Base.Image=sha256:2"],
            TestContext.Current.CancellationToken);
        Assert.Equal(0, (await world.RunAsync("--parameters", world.In("values.txt"))).ExitCode);
        Assert.Contains(
            world.Calls,
            call => call.Contains("--parameter-overrides Image=sha256:2 Zone=Z1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_is_written_for_a_stack_counts_before_a_default_and_what_another_stack_gives_out()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        await File.WriteAllLinesAsync(
            world.In("values.txt"),
            ["eu-Top.Key=mine", "eu-Top.S1Primary=node:5432", "us-Base.Other=1"],
            TestContext.Current.CancellationToken);
        var run = await world.RunAsync("--parameters", world.In("values.txt"));
        Assert.True(run.ExitCode == 0, run.Errors);
        var calls = world.Calls.Where(call => call.Contains(" deploy ", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("--parameter-overrides Key=mine S1Primary=node:5432", calls[2], StringComparison.Ordinal);
        Assert.DoesNotContain("--parameter-overrides", calls[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_prints_every_command_and_runs_none()
    {
        using var world = new DeployedWorld(DeployedWorld.Bank());
        var run = await world.RunAsync("--dry-run");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("Key=<eu-Base:222222222222:eu-central-1:eu:KeyArn>", run.Output, StringComparison.Ordinal);
        Assert.Contains("aws ec2 accept-transit-gateway-peering-attachment", run.Output, StringComparison.Ordinal);
        Assert.Empty(world.Calls);
    }

    [Theory]
    [InlineData("--go-on")]
    [InlineData("--start")]
    public async Task Templates_with_a_placeholder_for_one_account_are_not_deployed(string option)
    {
        using var world = new DeployedWorld(
            DeployedWorld.Stack("world", "Identity", Turn.Start),
            DeployedWorld.Stack("world", "Base", Turn.World),
            DeployedWorld.Stack("eu", "Base", Turn.FirstRegion) with { Account = "000000000000" });
        var run = await world.RunAsync(option);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("for reading only", run.Errors, StringComparison.Ordinal);
        Assert.Empty(world.Calls);
    }

    [Fact]
    public async Task An_administrator_starts_with_roles_and_buckets_and_nothing_else()
    {
        using var world = new DeployedWorld(
        [
            DeployedWorld.Stack("world", "Identity", Turn.Start), DeployedWorld.Stack("eu", "Identity", Turn.Start),
            .. DeployedWorld.Bank(),
        ]);
        Assert.Equal(0, (await world.RunAsync("--start", "--role", "Admin")).ExitCode);
        Assert.Equal(["eu-Identity", "world-Identity"], world.Deployed.Order());
        Assert.DoesNotContain(
            world.Calls, call => call.Contains("role/domicile-eu-cloudformation", StringComparison.Ordinal));
        Assert.Contains(
            world.Calls,
            call => call.StartsWith(
                "222222222222:role/Admin: s3api create-bucket --bucket domicile-templates-222222222222-eu-central-1",
                StringComparison.Ordinal));

        await world.RunAsync();
        Assert.Equal("eu-Top", world.Deployed.Last());
        Assert.Equal(1, world.Deployed.Count(stack => stack == "eu-Identity"));
    }
}
