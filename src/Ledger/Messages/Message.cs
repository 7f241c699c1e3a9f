using System.Text.Json.Serialization;

namespace Domicile.Ledger.Messages;

/// <summary>
/// What leaves a shard by a queue: ids, assets, amounts, times, numbers, positions and refusal codes, and no personal
/// data. Each type carries its version in its name; a released one is never changed, a new form gets a new name. Their
/// shapes stand in a committed file.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FiguresMessage), "figures/1")]
[JsonDerivedType(typeof(StandingMessage), "standing/1")]
public abstract record Message;
