using System.Reflection;
using System.Text.Json.Serialization;

namespace Domicile.Ledger.Tests.Messages;

/// <summary>The shapes of all messages, found by walking the types that a queue's reader may make.</summary>
internal static class MessageShapes
{
    /// <summary>Every type of a message, with its name on the wire, and every type that it is made of.</summary>
    public static IEnumerable<(string Name, Type Type)> Of(Type message)
    {
        var known = message.GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(derived => ($"{derived.TypeDiscriminator}", derived.DerivedType))
            .ToList();
        var seen = new HashSet<Type>();
        var waiting = new Queue<(string Name, Type Type)>(known);
        while (waiting.TryDequeue(out var next))
        {
            if (seen.Add(next.Type))
            {
                yield return next;
                foreach (var part in Fields(next.Type).Select(field => Element(field.PropertyType)).Where(IsOurs))
                {
                    waiting.Enqueue((part.Name, part));
                }
            }
        }
    }

    public static IEnumerable<PropertyInfo> Fields(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract");

    /// <summary>What a list is of, and what a value that may be missing is.</summary>
    public static Type Element(Type type) =>
        type.IsGenericType ? type.GetGenericArguments()[0] : type;

    /// <summary>Each type's name and under it its fields, such as <c>Shard String</c>, a line each.</summary>
    public static string Describe(IEnumerable<Type> messages) => string.Concat(messages
        .SelectMany(Of)
        .Distinct()
        .OrderBy(shape => shape.Name, StringComparer.Ordinal)
        .Select(shape => $"{shape.Name}\n{string.Concat(Fields(shape.Type).Select(Describe))}\n"));

    public static bool IsOurs(Type type) => type.Namespace?.StartsWith("Domicile", StringComparison.Ordinal) == true;

    private static string Describe(PropertyInfo field)
    {
        var type = field.PropertyType;
        var isMissable = Nullable.GetUnderlyingType(type) is not null
            || new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable;
        var isList = type.IsGenericType && Nullable.GetUnderlyingType(type) is null;
        return $"    {field.Name} {Element(type).Name}{(isMissable ? "?" : "")}{(isList ? "[]" : "")}\n";
    }
}
