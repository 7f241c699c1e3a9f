namespace Domicile.Infrastructure.Stacks;

/// <summary>
/// One sentence of a policy: who may, or may never, do what with which thing, and when.
/// </summary>
/// <param name="Sid">What it is for, in letters and digits.</param>
internal sealed record Statement(string Sid)
{
    public static readonly IReadOnlyDictionary<string, object> Anybody =
        new Dictionary<string, object> { ["AWS"] = "*" };

    /// <summary>False for what is never allowed, whatever allows it.</summary>
    public bool Allows { get; init; } = true;

    /// <summary>Whom it is about, in a policy that a thing carries itself; null in one that a role carries.</summary>
    public IReadOnlyDictionary<string, object>? Principal { get; init; }

    /// <summary>None when it is about all actions but <see cref="AllBut"/>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The actions that it is not about, where it is about all others.</summary>
    public IReadOnlyList<string> AllBut { get; init; } = [];

    /// <summary>
    /// A key's own policy speaks of that key as <c>*</c>; who may take on a role is said of no resource at all.
    /// </summary>
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
        };
        if (Principal is not null)
        {
            written["Principal"] = Principal;
        }

        written[AllBut.Count > 0 ? "NotAction" : "Action"] = Some(AllBut.Count > 0 ? AllBut : Actions);
        if (Resources.Count > 0)
        {
            written["Resource"] = Some(Resources);
        }

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

    private static object Some(IReadOnlyList<string> texts) => texts.Count == 1 ? texts[0] : texts.ToArray();
}
