namespace Domicile.Server.Docs;

/// <summary>What a field may look like, for the API's document.</summary>
/// <param name="value">A string, an integer or a truth value.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExampleAttribute(object value) : Attribute
{
    public object Value { get; } = value;
}
