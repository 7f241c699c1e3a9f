using System.Globalization;
using Domicile.Aws.Nodes;
using Domicile.Local.Servers;
using Domicile.Server.Events;
using Domicile.Sharding.Nodes;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// What a server on AWS is told by environment variables, <c>DOMICILE_…</c>; docs/reference/configuration.md lists
/// them. Holds no secret.
/// </summary>
/// <param name="Topology">A path, or <c>ssm:</c> and the name of a parameter.</param>
/// <param name="Region">Our region; empty for the centre.</param>
/// <param name="Site">The AWS Region that the process runs in.</param>
internal sealed record AwsEnvironment(string Topology, string Region, string Site)
{
    /// <summary>The role of the function that feeds the central database.</summary>
    public const string CentralRole = "central";

    /// <summary>The role of the function that rotates secrets.</summary>
    public const string RotationRole = "rotation";

    private const string Prefix = "DOMICILE_";
    private const string LambdaHost = "lambda";
    private const string FailingStatuses = "AWS_LWA_ERROR_STATUS_CODES";
    private const string AllFailingStatuses = "400-599";

    private static readonly int EventSeconds = (int)EventTerms.Default.Budget.TotalSeconds;

    /// <summary><c>api</c>, <c>workers</c> or both; or <c>central</c> or <c>rotation</c> alone.</summary>
    public IReadOnlyList<string> Roles { get; private init; } = [ServerFile.ApiRole, ServerFile.WorkersRole];

    /// <summary>True in a function, which stands still between two requests.</summary>
    public bool StandsStill { get; private init; }

    /// <summary>Where the server listens.</summary>
    public string Url { get; private init; } = "";

    /// <summary>Where the writer site's server is; null for the usual name.</summary>
    public string? WriterUrl { get; private init; }

    /// <summary>Whose tokens count where the topology does not say; null where it does.</summary>
    public Uri? Issuer { get; private init; }

    /// <summary>For whom tokens are.</summary>
    public IReadOnlyList<string> Audiences { get; private init; } = [];

    /// <summary>How long one event is worked on.</summary>
    public EventTerms Events { get; private init; } = EventTerms.Default;

    /// <summary>Connections to each shard's node for calls; other pools follow it.</summary>
    public int PoolSizeMax { get; private init; }

    /// <summary>True for the function that feeds the central database.</summary>
    public bool IsCentral => Roles is [CentralRole];

    /// <summary>True for the function that rotates secrets, of a region's nodes or of the centre's.</summary>
    public bool IsRotation => Roles is [RotationRole];

    /// <summary>True when the variables describe a server on AWS.</summary>
    public static bool IsSet(Func<string, string?> variables) => Text(variables, "TOPOLOGY") is not null;

    /// <exception cref="InvalidDataException">A variable is missing or has a value that it cannot have.</exception>
    public static AwsEnvironment Read(Func<string, string?> variables)
    {
        var roles = List(Text(variables, "ROLES") ?? $"{ServerFile.ApiRole},{ServerFile.WorkersRole}");
        var standsStill = Text(variables, "HOST") switch
        {
            null => false,
            LambdaHost => true,
            var other => throw Mistake("HOST", other, $"{LambdaHost}, or nothing where the process runs on"),
        };
        if (standsStill)
        {
            CheckFunction(roles, variables(FailingStatuses) ?? "");
        }

        DatabaseRoots.Check(variables);
        var isCentral = roles is [CentralRole];
        var isRotation = roles is [RotationRole];
        return new AwsEnvironment(
            Needed(variables, "TOPOLOGY"),
            isCentral ? "" : isRotation ? Text(variables, "REGION") ?? "" : Needed(variables, "REGION"),
            Needed(variables, "SITE"))
        {
            Roles = roles,
            StandsStill = standsStill,
            Url = Text(variables, "URL") ?? (standsStill ? "http://127.0.0.1:8080" : "http://0.0.0.0:8080"),
            WriterUrl = Text(variables, "WRITER_URL"),
            Issuer = Text(variables, "ISSUER") is { } issuer ? AddressOf(issuer) : null,
            Audiences = List(Text(variables, "AUDIENCES") ?? ""),
            Events = new EventTerms(TimeSpan.FromSeconds(
                Number(variables, "EVENT_SECONDS", EventSeconds, (int)EventTerms.BudgetMax.TotalSeconds))),
            PoolSizeMax = Number(variables, "POOL", PoolOf(standsStill, roles), PoolSizes.SettingMax),
        };
    }

    // What callers reach must take no events; and where events are taken, a status that does not fail the invocation
    // would have the runtime delete messages that nobody has worked on.
    private static void CheckFunction(string[] roles, string failing)
    {
        if (roles.Length != 1)
        {
            throw Mistake("ROLES", string.Join(',', roles), "one role alone in a function");
        }

        var expected = roles[0] == ServerFile.ApiRole ? "" : AllFailingStatuses;
        if (failing != expected)
        {
            throw new InvalidDataException(
                $"the environment variable {FailingStatuses} is '{Shown.Text(failing)}'; in a function of the role "
                + $"{roles[0]} it is '{expected}': an error fails the call of a worker, and answers that of a caller.");
        }
    }

    // A function answers one request at a time, and there may be hundreds of it; one that runs passes needs a
    // connection for its turns and some to run them side by side.
    private static int PoolOf(bool standsStill, IReadOnlyList<string> roles) =>
        !standsStill ? PoolSizes.OfServer
        : roles.Contains(ServerFile.WorkersRole) ? PoolSizes.OfWorkerFunction : PoolSizes.OfApiFunction;

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw Mistake(
            "ISSUER", text, "an address such as https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1b2c3");

    private static int Number(Func<string, string?> variables, string name, int unlessSet, int max)
    {
        if (Text(variables, name) is not { } text)
        {
            return unlessSet;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= max
                ? number
                : throw Mistake(
                    name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {max}"));
    }

    private static string Needed(Func<string, string?> variables, string name) => Text(variables, name)
        ?? throw new InvalidDataException($"the environment variable {Prefix}{name} is missing.");

    private static string? Text(Func<string, string?> variables, string name) =>
        variables(Prefix + name) is { Length: > 0 } text ? text : null;

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static InvalidDataException Mistake(string name, string value, string expected) =>
        new($"the environment variable {Prefix}{name} is '{Shown.Text(value)}'; it is {expected}.");
}
