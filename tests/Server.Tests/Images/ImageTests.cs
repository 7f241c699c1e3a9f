using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Images;

/// <summary>
/// What the image is made of, and its steps as far as they can be done without an engine for containers.
/// </summary>
public sealed partial class ImageTests : IDisposable
{
    private static readonly string Digest = $"registry.example/image@sha256:{new string('a', 64)}";

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-image-").FullName;

    private static string Root => ProjectFolder.Find();

    private static string[] Dockerfile => File.ReadAllLines(Path.Combine(Root, "Dockerfile"));

    public void Dispose()
    {
        Process.Start("chmod", ["-R", "u+rwX", folder]).WaitForExit();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_published_runs_as_a_stranger_in_a_folder_that_nobody_writes_to()
    {
        var program = Path.Combine(folder, "program");
        await RunAsync("build/image/publish.sh", [program, "-p:UseSharedCompilation=false"]);
        await using var server = await TestServer.CreateAsync();
        var file = Path.Combine(folder, "server.json");
        File.Copy(server.ConfigFile, file);
        var keys = server.Books.WrappingKeys.Path;
        await RunAsync("/bin/chmod", ["-R", "a+rX", Path.GetDirectoryName(server.ConfigFile)!, keys]);
        await RunAsync("/bin/chmod", ["a+rX", folder, file]);
        await RunAsync("/bin/chmod", ["a-w", folder]);
        using var process = StartAsStranger(program, file);
        try
        {
            Assert.Equal($"listening on {server.Url}", await process.StandardOutput.ReadLineAsync());
            using var http = new HttpClient();
            using var answer = await http.GetAsync($"{server.Url}/health/live");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(
            ["program", "server.json"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task An_image_is_built_from_images_that_are_named_by_digest_only()
    {
        var docker = Path.Combine(folder, "docker");
        await File.WriteAllTextAsync(docker, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        await RunAsync("/bin/chmod", ["+x", docker]);
        var right = Variables(docker, Digest);
        var without = await StartAsync("build/image.sh", ["domicile-server"], right);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("global-bundle.pem", without.Errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "global-bundle.pem"), "-----BEGIN CERTIFICATE-----\n");
        var built = await RunAsync("build/image.sh", ["domicile-server"], right);
        Assert.Contains($"RUNTIME_IMAGE={Digest}", built, StringComparison.Ordinal);
        Assert.Contains($"roots={folder}", built, StringComparison.Ordinal);
        foreach (var image in new[] { "", "registry.example/image:latest", Digest[..^1], Digest + "0" })
        {
            var wrong = await StartAsync("build/image.sh", ["domicile-server"], Variables(docker, image));
            Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
            Assert.Contains("SDK_IMAGE", wrong.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_image_names_no_other_image_and_runs_as_nobody_special()
    {
        var froms = Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(froms);
        Assert.All(froms, from => Assert.Matches(GivenImage(), from));

        // A default would be an image without a digest.
        Assert.All(
            Dockerfile.Where(line => line.StartsWith("ARG ", StringComparison.Ordinal)),
            line => Assert.DoesNotContain('=', line));
        Assert.Equal("USER 10001:10001", Dockerfile.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_adapter_asks_whether_the_process_lives_and_fails_no_callers_request()
    {
        var settings = string.Join('\n', Dockerfile);
        Assert.DoesNotContain("AWS_LWA_ERROR_STATUS_CODES=", settings, StringComparison.Ordinal);
        Assert.Contains("AWS_LWA_READINESS_CHECK_PATH=/health/live", settings, StringComparison.Ordinal);
        Assert.Contains("AWS_LWA_PASS_THROUGH_PATH=/events", settings, StringComparison.Ordinal);
        Assert.Contains("/opt/extensions/lambda-adapter", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_in_the_image_believes_no_database_without_its_certificate() => Assert.Contains(
        "DOMICILE_DATABASE_ROOTS=/program/database-roots.pem",
        string.Join('\n', Dockerfile),
        StringComparison.Ordinal);

    [GeneratedRegex(@"^FROM \$\{(SDK|RUNTIME|ADAPTER)_IMAGE\}( AS [a-z]+)?$")]
    private static partial Regex GivenImage();

    private Dictionary<string, string> Variables(string docker, string sdk) => new(StringComparer.Ordinal)
    {
        ["ROOTS"] = folder,
        ["DOCKER"] = docker, ["SDK_IMAGE"] = sdk, ["RUNTIME_IMAGE"] = Digest, ["ADAPTER_IMAGE"] = Digest,
    };

    // Root may write anywhere, so it starts the server as somebody else; any other user is a stranger enough.
    private static Process StartAsStranger(string program, string file)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "Domicile.Server.dll"), "--config", file])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = program,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["HOME"] = "/nonexistent";
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = "nobody";
        }

        return Process.Start(start)!;
    }

    private static async Task<string> RunAsync(
        string command, string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var (code, output, errors) = await StartAsync(command, arguments, variables);
        Assert.True(code == 0, $"{command}: {output}{errors}");
        return output;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> StartAsync(
        string command, string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, command), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
