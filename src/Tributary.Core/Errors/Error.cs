namespace Tributary.Core.Errors;

/// <summary>Who can do something about an error.</summary>
public enum Actor
{
    /// <summary>The end user: correct a password, answer a question, act at the institution.</summary>
    Customer,

    /// <summary>The program that called: it sent something wrong.</summary>
    Partner,

    /// <summary>The institution: it is down, or answers what nobody understands.</summary>
    Institution,

    /// <summary>Whoever runs this server.</summary>
    Operator,
}

/// <summary>Whether and when trying again helps.</summary>
public enum Retry
{
    /// <summary>The same request will fail again.</summary>
    Never,

    /// <summary>After the actor has done something.</summary>
    AfterAction,

    /// <summary>Later, with growing pauses.</summary>
    WithBackOff,
}

/// <summary>One error of the catalogue. Faces own tables from <see cref="Name"/> to their numbers and texts.</summary>
/// <param name="Name">Stable name, <c>noun.problem</c>; never changes once released.</param>
/// <param name="Meaning">One sentence for people, without details of any request.</param>
/// <param name="Actor">Who can act.</param>
/// <param name="Retry">Whether a retry helps.</param>
public sealed record Error(string Name, string Meaning, Actor Actor, Retry Retry)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
