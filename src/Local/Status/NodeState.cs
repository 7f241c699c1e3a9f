namespace Domicile.Local.Status;

/// <summary>How a process of the world does at this moment.</summary>
public enum NodeState
{
    Stopped,

    /// <summary>Its process runs but does not answer, or says that it is not ready.</summary>
    NotReady,

    Running,

    /// <summary>A replica that answers but does not receive from its primary.</summary>
    NotFollowing,
}
