namespace Tributary.Faces.AggCat.Format;

/// <summary>The protocol's namespaces by their key (AggCat, 5). A field inherited from a base type stays in the base type's.</summary>
internal enum Ns
{
    Common,
    Institution,
    InstitutionLogin,
    Challenge,
    Account,
    AccountList,
    BankingAccount,
    CreditAccount,
    LoanAccount,
    InvestmentAccount,
    RewardsAccount,
    OtherAccount,
    Transaction,
    TransactionList,
    BnkTransaction,
    CcTransaction,
    IbnkTransaction,
    InvTransaction,
    LoanTransaction,
    RewardsTransaction,
    InvPosition,
    SecurityInfo,
    Files,
}

/// <summary>What follows from a namespace's key.</summary>
internal static class NsExtensions
{
    private static readonly string[] Uris = [.. Enum.GetNames<Ns>().Select(key => $"http://schema.intuit.com/platform/fdatafeed/{key.ToLowerInvariant()}/v1")];

    /// <summary>The namespace itself.</summary>
    public static string Uri(this Ns ns) => Uris[(int)ns];
}
