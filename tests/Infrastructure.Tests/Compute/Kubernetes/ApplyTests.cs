using System.Diagnostics;

namespace Domicile.Infrastructure.Tests.Compute.Kubernetes;

/// <summary>
/// The script apply.sh, with programs in the place of aws and kubectl that write down what they are told.
/// </summary>
public sealed class ApplyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("domicile-apply-").FullName;

    [Fact]
    public async Task What_the_stack_gave_out_is_what_the_site_is_told()
    {
        Put("aws", Says("PodsImage\\ti@sha256:1\\nPodsAudiences\\ta\\nPodsIssuer\\thttps://p\\n"));
        var (code, said) = await ApplyAsync();
        Assert.True(code == 0, said);
        Assert.Equal(
            "DOMICILE_IMAGE=i@sha256:1\nDOMICILE_AUDIENCES=a\nDOMICILE_ISSUER=https://p\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "deployed.env"), TestContext.Current.CancellationToken));
        var called = await File.ReadAllTextAsync(
            Path.Combine(folder, "called"), TestContext.Current.CancellationToken);
        Assert.Contains(
            "--stack-name Domicile-eu-eu-west-1-Compute --region eu-west-1", called, StringComparison.Ordinal);
        Assert.Contains("eks update-kubeconfig --name domicile-eu", called, StringComparison.Ordinal);
        Assert.Contains($"apply --server-side -k {folder}", called, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_is_no_cluster_is_said_to_be_none()
    {
        Put("aws", Says("Other\\tx\\n"));
        var (code, said) = await ApplyAsync();
        Assert.Equal(1, code);
        Assert.Contains("Domicile-eu-eu-west-1-Compute gives out no image", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "deployed.env")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Code, string Said)> ApplyAsync()
    {
        Put("kubectl", string.Empty);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "site.env"),
            "STACK=Domicile-eu-eu-west-1-Compute\nSITE=eu-west-1\nCLUSTER=domicile-eu\n",
            TestContext.Current.CancellationToken);
        var script = Path.Combine(Synthesized.RepositoryRoot, "deploy", "kubernetes", "apply.sh");
        var start = new ProcessStartInfo("bash", [script, folder])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var bash = Process.Start(start)!;
        var said = await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, said);
    }

    /// <summary>What stands for aws answers so about a stack, and nothing about anything else.</summary>
    private static string Says(string outputs) => $"case $1 in cloudformation) printf '{outputs}' ;; esac";

    private void Put(string program, string does)
    {
        var file = Path.Combine(folder, program);
        File.WriteAllText(file, $"#!/usr/bin/env bash\necho {program} \"$@\" >>'{folder}/called'\n{does}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
