using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Deployment;

/// <summary>
/// The plan beside the templates: <c>waves.json</c> for people and programs, and <c>deploy.sh</c>, which does what it
/// says with nothing but bash and AWS's own command.
/// </summary>
internal static class PlanFiles
{
    public const string Waves = "waves.json";
    public const string Script = "deploy.sh";

    /// <summary>The script's second part, a file of its own so that each can be read at once.</summary>
    private const string SecondPart = "deploy-waves.sh";

    /// <summary>Ends the head that every script has; the second part's is left out.</summary>
    private const string HeadEnd = "set -euo pipefail\n";

    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(IReadOnlyList<Wave> waves, string world, string folder)
    {
        File.WriteAllText(Path.Combine(folder, Waves), JsonSerializer.Serialize(new { world, waves }, Form) + "\n");
        var script = Path.Combine(folder, Script);
        var waveLines = string.Join("\n", Lines(waves, world));
        File.WriteAllText(script, Read(Script) + Read(SecondPart).Split(HeadEnd, 2)[1] + waveLines + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, Executable);
        }
    }

    private static string Read(string part)
    {
        using var stream = typeof(PlanFiles).Assembly.GetManifestResourceStream(part)
            ?? throw new InvalidOperationException($"{part} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Lines(IReadOnlyList<Wave> waves, string world)
    {
        var stacks = waves.SelectMany(wave => wave.Stacks).ToDictionary(stack => stack.Name);
        yield return $"world={world}";
        yield return $"accounts_are_named={(stacks.Values.Any(IsPlaceholder) ? "no" : "yes")}";
        foreach (var place in stacks.Values.Select(stack => $"{stack.Account} {stack.Site}").Distinct())
        {
            yield return $"templates {place}";
        }

        foreach (var (number, wave) in waves.Index())
        {
            if (wave.Turn == Turn.OtherRegions && waves[number - 1].Turn < wave.Turn)
            {
                yield return $"look {number + 1} \"The first region stands.\"";
            }

            yield return $"{(wave.Turn == Turn.Start ? "start" : "wave")} {number + 1} {waves.Count} \"{Title(wave)}\"";
            foreach (var stack in wave.Stacks)
            {
                yield return Line(stack, stacks);
            }

            yield return "wait_for_wave";
            foreach (var stack in wave.Stacks)
            {
                foreach (var request in stack.Requests)
                {
                    yield return $"accept {Place(stack)} {stack.Region} {request.Output} {request.Site}";
                }
            }
        }

        yield return "finish";
    }

    private static string Line(PlannedStack stack, Dictionary<string, PlannedStack> stacks)
    {
        var line = new StringBuilder($"stack {Place(stack)} {stack.Region} {string.Join(',', stack.Capabilities)}");
        foreach (var filling in stack.Fillings)
        {
            var source = $"{Place(stacks[filling.Stack])} {stacks[filling.Stack].Region}".Replace(' ', ':');
            line.Append(CultureInfo.InvariantCulture, $" \\\n    {filling.Parameter}={source}:{filling.Output}");
        }

        foreach (var parameter in stack.Asked)
        {
            line.Append(CultureInfo.InvariantCulture, $" \\\n    {parameter}=?");
        }

        return line.ToString();
    }

    private static string Place(PlannedStack stack) => $"{stack.Name} {stack.Account} {stack.Site}";

    private static bool IsPlaceholder(PlannedStack stack) => stack.Account == AwsWorld.AccountPlaceholder;

    private static string Title(Wave wave) => wave.Turn switch
    {
        Turn.Start => "roles and rights, by an administrator",
        Turn.World => "the world's account",
        Turn.FirstRegion => "the first region",
        Turn.OtherRegions => "the other regions",
        _ => "what joins the sites of a region",
    };
}
