using System.Text.Json.Serialization;

namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>
/// What one region, or the centre, tells a region through its queue: ids, assets, amounts, times, numbers and refusal
/// codes, and nothing else. A hint only: books and register of the side that sends are the truth.
/// </summary>
/// <param name="Version">Of the shape; a reader refuses one that it does not know.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LegsMessage), "legs")]
[JsonDerivedType(typeof(VerdictsMessage), "verdicts")]
[JsonDerivedType(typeof(ErasuresMessage), "erasures")]
[JsonDerivedType(typeof(ErasureReceiptsMessage), "erasure-receipts")]
[JsonDerivedType(typeof(FiguresSeenMessage), "figures-seen")]
public abstract record RegionMessage(int Version);
