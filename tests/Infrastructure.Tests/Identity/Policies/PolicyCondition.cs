using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>One condition: an operator, a key of the request, and the values that it is compared with.</summary>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    private const string IfExists = "IfExists";
    private const string AnyValue = "ForAnyValue:";
    private const string AllValues = "ForAllValues:";

    public static IEnumerable<PolicyCondition> All(JsonElement condition) =>
        from same in condition.EnumerateObject()
        from key in same.Value.EnumerateObject()
        select new PolicyCondition(same.Name, key.Name, PolicyText.All(same.Value, key.Name));

    /// <summary>
    /// As IAM's reference says of its operators: a key that the request has not fails a positive one and fulfils a
    /// negative one; with <c>IfExists</c> it fulfils both.
    /// </summary>
    /// <exception cref="NotSupportedException">The operator is not one of those that our policies use.</exception>
    public bool Holds(IReadOnlyDictionary<string, string[]> request)
    {
        var given = request.GetValueOrDefault(Key, []);
        if (Operator == "Null")
        {
            return (given.Length == 0) == (Values[0] == "true");
        }

        var (plain, lenient) = Operator.EndsWith(IfExists, StringComparison.Ordinal)
            ? (Operator[..^IfExists.Length], true)
            : (Operator, false);
        if (given.Length == 0 && lenient)
        {
            return true;
        }

        return plain switch
        {
            _ when plain.StartsWith(AnyValue, StringComparison.Ordinal) =>
                given.Any(value => One(plain[AnyValue.Length..], value)),
            _ when plain.StartsWith(AllValues, StringComparison.Ordinal) =>
                given.All(value => One(plain[AllValues.Length..], value)),
            _ => given.Length == 0 ? IsNegative(plain) : One(plain, given.Single()),
        };
    }

    private static bool IsNegative(string plain) => plain.Contains("Not", StringComparison.Ordinal);

    private bool One(string plain, string given)
    {
        Func<string, bool> matches = plain.Replace("Not", string.Empty, StringComparison.Ordinal) switch
        {
            "StringEquals" => value => value == given,
            "StringLike" or "ArnEquals" or "ArnLike" => value => PolicyText.Covers(value, given),
            "Bool" => value => string.Equals(value, given, StringComparison.OrdinalIgnoreCase),
            _ => throw new NotSupportedException($"The operator {Operator} of a condition is not known here."),
        };
        return Values.Any(matches) != IsNegative(plain);
    }
}
