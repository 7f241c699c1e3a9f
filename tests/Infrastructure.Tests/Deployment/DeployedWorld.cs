using System.Diagnostics;
using Domicile.Infrastructure.Deployment;
using Domicile.Infrastructure.Network.Crossing;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Tests.Deployment;

/// <summary>
/// A small plan written into a folder of its own, whose script runs against a stand-in for AWS's command. Removed with
/// the test.
/// </summary>
internal sealed class DeployedWorld : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("domicile-deploy-").FullName;

    public DeployedWorld(params IEnumerable<PlannedStack> stacks)
    {
        foreach (var name in new[] { "bin", "fails", "stands", "status" })
        {
            Directory.CreateDirectory(In(name));
        }

        // A link and no copy: a file that was just written may still be open in a process that another test starts.
        File.CreateSymbolicLink(
            In("bin/aws"),
            Path.Combine(Synthesized.RepositoryRoot, "tests/Infrastructure.Tests/Deployment/aws.sh"));
        var planned = stacks.ToList();
        foreach (var stack in planned)
        {
            File.WriteAllText(In($"{stack.Name}.template.json"), "{}");
        }

        PlanFiles.Write(DeploymentPlan.Of(planned), "bank", folder);
    }

    /// <summary>What was called, in order, each with the role that called.</summary>
    public IReadOnlyList<string> Calls => File.Exists(In("calls")) ? File.ReadAllLines(In("calls")) : [];

    /// <summary>The stacks that were deployed, in the order in which it began.</summary>
    public IEnumerable<string> Deployed =>
        Calls.Where(call => call.Contains(" cloudformation deploy ", StringComparison.Ordinal))
            .Select(call => call.Split(' ')[4]);

    /// <summary>A stack of the world, two of eu of which the second asks to be joined, and one of us.</summary>
    public static PlannedStack[] Bank() =>
    [
        Stack("world", "Base", Turn.World),
        Stack("eu", "Base", Turn.FirstRegion),
        Stack("eu", "Top", Turn.FirstRegion) with
        {
            Needs = ["eu-Base"],
            Fillings = [new Filling("Key", "eu-Base", "KeyArn")],
        },
        Stack("us", "Base", Turn.OtherRegions),
        Stack("eu", "Peering", Turn.Joining) with { Requests = [new HubRequest("Hubs", "eu-west-1")] },
        Stack("eu", "Routes", Turn.Joining) with { Needs = ["eu-Peering"] },
    ];

    public static PlannedStack Stack(string region, string room, Turn turn) =>
        new(
            $"{region}-{room}",
            region switch { "world" => "111111111111", "eu" => "222222222222", _ => "333333333333" },
            "eu-central-1")
        {
            Region = region,
            Turn = turn,
        };

    public string In(string name) => Path.Combine(folder, name);

    /// <summary>Lets the deployment of a stack fail.</summary>
    public void Fail(string stack) => File.WriteAllText(In($"fails/{stack}"), "");

    public void Mend(string stack) => File.Delete(In($"fails/{stack}"));

    /// <summary>How a stack is until its next deployment, in CloudFormation's word.</summary>
    public void Leave(string stack, string status) => File.WriteAllText(In($"status/{stack}"), status + "\n");

    /// <summary>What each look at an attachment of hubs finds: a state and the account that asked.</summary>
    public void Find(params string[] states) => File.WriteAllLines(In("states"), states);

    /// <summary>Runs the script to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [In(PlanFiles.Script), .. arguments, "--pause", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.Environment["PATH"] = $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOMICILE_FAKE"] = folder;
        start.Environment.Remove("AWS_ACCESS_KEY_ID");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
