using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Partners' applications, and the tokens of their customers.</summary>
internal partial class SqlReader
{
    public Task<Application?> FindApplicationAsync(PartnerId partner) =>
        Session.FindAsync(
            Part.Of(partner),
            $"SELECT {ApplicationRow.Columns} FROM application WHERE partner_id = @Partner",
            new { Partner = partner.Value },
            ApplicationRow.Read);

    public Task<Application?> FindApplicationByConsumerKeyAsync(string consumerKey) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {ApplicationRow.Columns} FROM application WHERE consumer_key = @ConsumerKey",
            new { ConsumerKey = consumerKey },
            ApplicationRow.Read);

    public Task<CustomerToken?> FindCustomerTokenAsync(byte[] hash) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {CustomerTokenRow.Columns} FROM customer_token WHERE hash = @Hash",
            new { Hash = hash },
            CustomerTokenRow.Read);
}
