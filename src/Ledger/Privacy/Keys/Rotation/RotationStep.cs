namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>What a rotation has just done; a crash after any of them is made good by the next rotation.</summary>
public enum RotationStep
{
    /// <summary>The next generation is there, and nothing is wrapped by it.</summary>
    GenerationMade,

    /// <summary>New keys are wrapped by the next generation only.</summary>
    GenerationOpened,

    /// <summary>A batch of keys was wrapped anew.</summary>
    KeysWrapped,

    /// <summary>Nothing is wrapped by an old generation any more; it was counted.</summary>
    NothingLeft,

    /// <summary>The old generation is gone.</summary>
    GenerationDestroyed,

    /// <summary>The key database says when.</summary>
    DestructionNoted,
}
