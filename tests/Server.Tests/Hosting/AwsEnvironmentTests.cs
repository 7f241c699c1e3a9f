using Domicile.Server.Hosting.Parts;

namespace Domicile.Server.Tests.Hosting;

public sealed class AwsEnvironmentTests
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal)
    {
        ["DOMICILE_TOPOLOGY"] = "ssm:/domicile/topology",
        ["DOMICILE_REGION"] = "eu",
        ["DOMICILE_DATABASE_ROOTS"] = "none",
        ["DOMICILE_SITE"] = "eu-west-1",
        ["DOMICILE_AUDIENCES"] = "one, two",
    };

    [Fact]
    public void A_server_that_runs_on_listens_beyond_the_machine_with_both_roles()
    {
        var read = AwsEnvironment.Read(variables.GetValueOrDefault);
        Assert.Equal(("http://0.0.0.0:8080", 16, false), (read.Url, read.PoolSizeMax, read.StandsStill));
        Assert.Equal(["api", "workers"], read.Roles);
        Assert.Equal(["one", "two"], read.Audiences);
    }

    [Theory]
    [InlineData("api", "", 2)]
    [InlineData("workers", "400-599", 4)]
    [InlineData("central", "400-599", 2)]
    public void A_function_listens_to_its_own_machine_with_few_connections(string role, string failing, int pool)
    {
        Say("HOST", "lambda");
        Say("ROLES", role);
        variables["AWS_LWA_ERROR_STATUS_CODES"] = failing;
        var read = AwsEnvironment.Read(variables.GetValueOrDefault);
        Assert.Equal(("http://127.0.0.1:8080", pool, true), (read.Url, read.PoolSizeMax, read.StandsStill));
    }

    [Theory]
    [InlineData("workers", "")]
    [InlineData("workers", "500-599")]
    [InlineData("central", "")]
    [InlineData("api", "400-599")]
    public void A_function_does_not_start_where_failing_statuses_do_not_fit_its_role(string role, string failing)
    {
        Say("HOST", "lambda");
        Say("ROLES", role);
        variables["AWS_LWA_ERROR_STATUS_CODES"] = failing;
        Assert.Contains("AWS_LWA_ERROR_STATUS_CODES", Mistake(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_callers_reach_takes_no_events()
    {
        Say("HOST", "lambda");
        Assert.Contains("one role alone", Mistake(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TOPOLOGY", "")]
    [InlineData("REGION", "")]
    [InlineData("SITE", "")]
    [InlineData("DATABASE_ROOTS", "")]
    [InlineData("DATABASE_ROOTS", "/nowhere/roots.pem")]
    [InlineData("HOST", "ec2")]
    [InlineData("POOL", "0")]
    [InlineData("POOL", "101")]
    [InlineData("POOL", "two")]
    [InlineData("EVENT_SECONDS", "0")]
    [InlineData("EVENT_SECONDS", "841")]
    [InlineData("ISSUER", "pool")]
    public void A_variable_that_is_missing_or_wrong_is_named(string name, string value)
    {
        Say(name, value);
        Assert.Contains($"DOMICILE_{name}", Mistake(), StringComparison.Ordinal);
    }

    private void Say(string name, string value) => variables[$"DOMICILE_{name}"] = value;

    private string Mistake() =>
        Assert.Throws<InvalidDataException>(() => AwsEnvironment.Read(variables.GetValueOrDefault)).Message;
}
