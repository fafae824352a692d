using Tributary.Core.Institutions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Imported institutions: every part comes back, ids keep their order, and a source has each key once.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Institutions_ComeBackAsTheyWere_InOrderOfId()
    {
        var bare = new StoredInstitution(new Institution { Id = new InstitutionId(2_000_002), Name = "Bare" }, "csv", "bare");
        var full = new StoredInstitution(
            new Institution
            {
                Id = new InstitutionId(9007199254740991),
                Name = "Naïve 🏦",
                AccountTypeDescription = "Investments",
                HomeUrl = "https://example.com",
                LogonUrl = "https://example.com/logon",
                Phone = "1",
                Email = "e@example.com",
                Address = new PostalAddress { Line1 = "1", Line2 = "2", City = "C", State = "S", PostalCode = "P", Country = "N" },
                RoutingNumbers = ["021000021", "121000248"],
                Ofx = new OfxService { Url = "u", Org = "o", Fid = "f", BrokerId = "b", BankId = "k", Version = "v" },
                VanishedAt = Sample.Noon.AddTicks(1),
            },
            "fedach",
            "full");
        await WriteAsync(store => store.SaveInstitutionsAsync([full, bare]));

        var all = await ReadAsync(store => store.ListInstitutionsAsync(new InstitutionId(0), 10));

        Assert.Equal([bare.Institution.Id, full.Institution.Id], all.Select(i => i.Institution.Id));
        Assert.Equal(WithoutLists(bare), WithoutLists(all[0]));
        Assert.Equal(WithoutLists(full), WithoutLists(all[1]));
        Assert.Equal(full.Institution.RoutingNumbers, all[1].Institution.RoutingNumbers);
        Assert.Equal(full.Institution.Id, Assert.Single(await ReadAsync(store => store.ListInstitutionsAsync(bare.Institution.Id, 10))).Institution.Id);
        Assert.Equal(bare.Institution.Id, Assert.Single(await ReadAsync(store => store.ListInstitutionsAsync(new InstitutionId(0), 1))).Institution.Id);
    }

    [Fact]
    public async Task SavedAgain_AnInstitutionTakesThePlaceOfItself()
    {
        var before = new StoredInstitution(
            new Institution { Id = new InstitutionId(7), Name = "Before", Phone = "1", VanishedAt = Sample.Noon }, "csv", "key");
        await WriteAsync(store => store.SaveInstitutionsAsync([before]));
        await WriteAsync(store => store.SaveInstitutionsAsync([before with { Institution = new Institution { Id = new InstitutionId(7), Name = "After\0" } }]));

        var after = Assert.Single(await ReadAsync(store => store.ListInstitutionsAsync(new InstitutionId(0), 10)));

        Assert.Equal(("After\uFFFD", null, null), (after.Institution.Name, after.Institution.Phone, after.Institution.VanishedAt));
    }

    [Fact]
    public async Task OneKeyOfASource_IsNotTwoInstitutions_AndNothingOfTheWriteStays()
    {
        StoredInstitution Keyed(long id, string source) => new(new Institution { Id = new InstitutionId(id), Name = "N" }, source, "key");
        await WriteAsync(store => store.SaveInstitutionsAsync([Keyed(1, "csv"), Keyed(2, "other")]));

        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(store => store.SaveInstitutionsAsync([Keyed(3, "third"), Keyed(4, "csv")])));

        Assert.Equal([1, 2], (await ReadAsync(store => store.ListInstitutionsAsync(new InstitutionId(0), 10))).Select(i => i.Institution.Id.Value));
    }

    private static StoredInstitution WithoutLists(StoredInstitution stored) => stored with { Institution = stored.Institution with { RoutingNumbers = [] } };
}
