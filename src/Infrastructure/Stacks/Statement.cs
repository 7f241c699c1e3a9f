namespace Domicile.Infrastructure.Stacks;

/// <summary>
/// One sentence of a policy that a thing carries itself: who may, or may never, do what with it, and when.
/// </summary>
/// <param name="Sid">What it is for, in letters and digits.</param>
internal sealed record Statement(string Sid)
{
    public static readonly IReadOnlyDictionary<string, object> Anybody =
        new Dictionary<string, object> { ["AWS"] = "*" };

    /// <summary>False for what is never allowed, whatever allows it.</summary>
    public bool Allows { get; init; } = true;

    public required IReadOnlyDictionary<string, object> Principal { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>A key's own policy speaks of that key as <c>*</c>.</summary>
    public IReadOnlyList<string> Resources { get; init; } = ["*"];

    /// <summary>All of them must hold: operator, key, value or values.</summary>
    public IReadOnlyList<(string Operator, string Key, object Value)> Conditions { get; init; } = [];

    /// <summary>
    /// Everybody in an account whom that account's own policies allow it; nobody, when they allow it to nobody.
    /// </summary>
    public static IReadOnlyDictionary<string, object> Account(string account) =>
        new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{account}:root" };

    public static IReadOnlyDictionary<string, object> Service(params string[] services) =>
        new Dictionary<string, object> { ["Service"] = services.Length == 1 ? services[0] : services };

    /// <summary>The policy of these sentences, in the form that AWS reads.</summary>
    public static Dictionary<string, object> Policy(params IEnumerable<Statement> statements) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = statements.Select(statement => (object)statement.Written()).ToArray(),
    };

    private Dictionary<string, object> Written()
    {
        var written = new Dictionary<string, object>
        {
            ["Sid"] = Sid,
            ["Effect"] = Allows ? "Allow" : "Deny",
            ["Principal"] = Principal,
            ["Action"] = Actions.Count == 1 ? Actions[0] : Actions.ToArray(),
            ["Resource"] = Resources.Count == 1 ? Resources[0] : Resources.ToArray(),
        };
        if (Conditions.Count > 0)
        {
            written["Condition"] = Conditions
                .GroupBy(condition => condition.Operator, StringComparer.Ordinal)
                .ToDictionary(
                    same => same.Key,
                    same => (object)same.ToDictionary(condition => condition.Key, condition => condition.Value));
        }

        return written;
    }
}
